/** A customer that shares a keyed hash of a phone or an address with another. */
export interface Likeness {
  id: string;
  mergedInto: string | null;
  firstSeenAt: Date;
  phoneHash: string | null;
  emailHash: string | null;
}

export interface Merge {
  id: string;
  into: string | null;
}

/**
 * Groups customers that are one person: the same phone or the same address, directly or over a third.
 * Each group points at the one seen first; the result lists only what changes.
 */
export function findSamePersons(customers: readonly Likeness[]): Merge[] {
  const groups = new DisjointSets();
  for (const customer of customers) {
    if (customer.phoneHash !== null) groups.join(customer.id, `phone ${customer.phoneHash}`);
    if (customer.emailHash !== null) groups.join(customer.id, `email ${customer.emailHash}`);
    // What was merged before stays together.
    if (customer.mergedInto !== null) groups.join(customer.id, customer.mergedInto);
  }
  const oldest = new Map<string, Likeness>();
  for (const customer of customers) {
    const group = groups.find(customer.id);
    const other = oldest.get(group);
    if (other === undefined || isOlder(customer, other)) oldest.set(group, customer);
  }
  return customers.flatMap((customer) => {
    const kept = oldest.get(groups.find(customer.id))?.id;
    const into = kept === undefined || kept === customer.id ? null : kept;
    return into === customer.mergedInto ? [] : [{ id: customer.id, into }];
  });
}

const isOlder = (one: Likeness, other: Likeness): boolean =>
  one.firstSeenAt < other.firstSeenAt ||
  (one.firstSeenAt.getTime() === other.firstSeenAt.getTime() && one.id < other.id);

/** @see Tarjan 1975, with path halving */
class DisjointSets {
  readonly #parents = new Map<string, string>();

  find(member: string): string {
    let at = member;
    for (
      let up = this.#parents.get(at);
      up !== undefined && up !== at;
      up = this.#parents.get(at)
    ) {
      const over = this.#parents.get(up) ?? up;
      this.#parents.set(at, over);
      at = over;
    }
    return at;
  }

  join(one: string, other: string): void {
    this.#parents.set(this.find(one), this.find(other));
  }
}
