import { iso } from '../calendar.js';

interface Stamped {
  id: string;
  updated_at: string;
}

interface Entry<T> {
  at: number;
  record: T;
  /** False once the record changed again and stands further down. */
  current: boolean;
}

/** The last record a reader has seen. */
export interface Position {
  at: number;
  id: string;
}

export interface Page<T> {
  items: T[];
  /** Where to go on; null when nothing newer is there. */
  next: Position | null;
}

/**
 * Records in the order (updated_at, id). A record that changes while somebody pages moves to the
 * end, so a reader may see it twice but never misses it.
 */
export class ChangeLog<T extends Stamped> {
  readonly #byId = new Map<string, Entry<T>>();
  #entries: Entry<T>[] = [];
  #sorted = true;

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): T | undefined {
    return this.#byId.get(id)?.record;
  }

  records(): T[] {
    return Array.from(this.#byId.values(), (entry) => entry.record);
  }

  /** Adds or moves a record; writes its `updated_at`. */
  put(record: T, at: number): void {
    const old = this.#byId.get(record.id);
    if (old) old.current = false;
    record.updated_at = iso(at);
    const entry = { at, record, current: true };
    this.#sorted &&= !isBefore(entry, this.#entries.at(-1));
    this.#byId.set(record.id, entry);
    this.#entries.push(entry);
    if (this.#entries.length > 64 && this.#entries.length > 2 * this.#byId.size)
      this.#forgetMoved();
  }

  /** Up to `limit` records with updated_at >= `since` (epoch ms), after the given position. */
  page(since: number, after: Position | null, limit: number): Page<T> {
    this.#sort();
    const found: Entry<T>[] = [];
    let i = this.#firstAt(after ? Math.max(since, after.at) : since);
    for (; i < this.#entries.length && found.length <= limit; i++) {
      const entry = this.#entries[i]!;
      if (entry.current && (!after || isAfter(entry, after))) found.push(entry);
    }
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const more = found.length > limit && last !== undefined;
    return {
      items: shown.map((entry) => entry.record),
      next: more ? { at: last.at, id: last.record.id } : null,
    };
  }

  #firstAt(at: number): number {
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#entries[middle]!.at < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #sort(): void {
    if (this.#sorted) return;
    this.#entries.sort((a, b) => a.at - b.at || (a.record.id < b.record.id ? -1 : 1));
    this.#sorted = true;
  }

  #forgetMoved(): void {
    this.#entries = this.#entries.filter((entry) => entry.current);
  }
}

function isBefore<T extends Stamped>(entry: Entry<T>, other: Entry<T> | undefined): boolean {
  if (!other) return false;
  return entry.at < other.at || (entry.at === other.at && entry.record.id < other.record.id);
}

const isAfter = <T extends Stamped>(entry: Entry<T>, position: Position): boolean =>
  entry.at > position.at || (entry.at === position.at && entry.record.id > position.id);
