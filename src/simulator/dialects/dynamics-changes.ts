/** A row of a table, with the version its last change gave it. */
export interface DynamicsRow extends Record<string, unknown> {
  version?: number;
}

interface Removal {
  id: string;
  version: number;
}

/** One table under change tracking: versions rise with every change, removals are remembered. */
export class TrackedTable {
  readonly rows = new Map<string, DynamicsRow>();
  readonly #removals: Removal[] = [];

  constructor(private readonly nextVersion: () => number) {}

  put(id: string, row: DynamicsRow): void {
    this.rows.set(id, { ...row, version: this.nextVersion() });
  }

  remove(id: string): void {
    this.rows.delete(id);
    this.#removals.push({ id, version: this.nextVersion() });
  }

  /** Changes in the order of their versions; a removed row is told by its id alone. */
  since(version: number): { version: number; row?: DynamicsRow; removed?: string }[] {
    const changed = [...this.rows.values()].map((row) => ({ version: row.version ?? 0, row }));
    const removed = this.#removals.map(({ id, version: at }) => ({ version: at, removed: id }));
    // Who asks for everything hears of no removals.
    return [...changed, ...(version > 0 ? removed : [])]
      .filter((one) => one.version > version)
      .toSorted((a, b) => a.version - b.version);
  }
}
