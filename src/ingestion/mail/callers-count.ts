/** How many connections each address has open, so that one of them cannot take all there are. */
export class CallersCount {
  readonly #open = new Map<string, number>();

  constructor(private readonly most: number) {}

  /** Counted also where it is one too many: whoever was let down leaves again, too. */
  come(address: string): boolean {
    const open = (this.#open.get(address) ?? 0) + 1;
    this.#open.set(address, open);
    return open <= this.most;
  }

  go(address: string): void {
    const open = (this.#open.get(address) ?? 0) - 1;
    if (open > 0) this.#open.set(address, open);
    else this.#open.delete(address);
  }
}
