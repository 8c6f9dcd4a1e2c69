import { type Fault, shortName } from '#platform';

type Fields = Record<string, unknown>;

/**
 * Reads named fields of a JSON object and gathers every fault on the way. By hand, because this
 * stands in the path of every score: the decorator-driven check of the same body takes longer than
 * the score itself. A field that is absent or null reads as null.
 */
export class FieldReader {
  private readonly asked: string[] = [];
  private found = 0;

  private constructor(
    private readonly fields: Fields,
    private readonly path: string,
    readonly faults: Fault[],
  ) {}

  static of(body: unknown): FieldReader {
    const faults: Fault[] = [];
    if (isObject(body)) return new FieldReader(body, '', faults);
    faults.push({ field: '', problem: 'the body must be a JSON object' });
    return new FieldReader({}, '', faults);
  }

  text(name: string, longest: number): string | null {
    const value = this.take(name);
    if (value === null) return null;
    if (typeof value !== 'string') return this.fault(name, 'must be text');
    if (value.length > longest) return this.fault(name, `must have at most ${longest} characters`);
    return value;
  }

  choice<T extends string>(name: string, choices: readonly T[]): T | null {
    const value = this.take(name);
    if (value === null) return null;
    const chosen = choices.find((choice) => choice === value);
    return chosen ?? this.fault(name, `must be one of ${choices.join(', ')}`);
  }

  number(name: string, least: number, most: number): number | null {
    const value = this.take(name);
    if (value === null) return null;
    if (typeof value !== 'number' || !(value >= least && value <= most)) {
      return this.fault(name, `must be a number from ${least} to ${most}`);
    }
    return value;
  }

  /** ISO 8601 with its zone; a bare local time would mean another instant on every machine. */
  instant(name: string): Date | null {
    const value = this.take(name);
    if (value === null) return null;
    const read = typeof value === 'string' && ISO.test(value) ? new Date(value) : undefined;
    if (!read || Number.isNaN(read.getTime())) {
      return this.fault(
        name,
        'must be an ISO 8601 instant with a zone, such as 2026-06-01T12:00:00Z',
      );
    }
    return read;
  }

  object<T>(name: string, read: (fields: FieldReader) => T): T | null {
    const value = this.take(name);
    if (value === null) return null;
    if (!isObject(value)) return this.fault(name, 'must be an object');
    return this.inside(value, `${this.path}${name}.`, read);
  }

  list<T>(name: string, most: number, read: (fields: FieldReader) => T): T[] {
    const value = this.take(name);
    if (value === null) return [];
    if (!Array.isArray(value)) return this.fault(name, 'must be a list') ?? [];
    if (value.length > most) return this.fault(name, `must have at most ${most} entries`) ?? [];
    return value.flatMap((entry: unknown, index) => {
      if (isObject(entry)) return [this.inside(entry, `${this.path}${name}[${index}].`, read)];
      this.fault(`${name}[${index}]`, 'must be an object');
      return [];
    });
  }

  /** Free names with plain values: the CRM's own fields. */
  attributes(name: string, most: number): Record<string, string | number | boolean> {
    const value = this.take(name);
    if (value === null) return {};
    if (!isObject(value)) return this.fault(name, 'must be an object of names and values') ?? {};
    const entries = Object.entries(value).filter(([, held]) => held !== null);
    if (entries.length > most) return this.fault(name, `must have at most ${most} names`) ?? {};
    for (const [key, held] of entries) {
      if (!PLAIN.has(typeof held))
        this.fault(`${name}.${key}`, 'must be text, a number, true or false');
    }
    return Object.fromEntries(entries) as Record<string, string | number | boolean>;
  }

  /** For a field that must be there. */
  required<T>(name: string, value: T | null, otherwise: T): T {
    if (value !== null) return value;
    const alreadyAtFault = this.faults.some(({ field }) => field === `${this.path}${name}`);
    if (!alreadyAtFault) this.fault(name, 'must be given');
    return otherwise;
  }

  /** Names nobody asked for are most likely misspelt: a silent typo would be a silent wrong score. */
  refuseOthers(): void {
    const given = Object.keys(this.fields);
    if (given.length === this.found) return;
    for (const name of given) {
      if (!this.asked.includes(name))
        this.fault(name, `is unknown; known are ${this.asked.join(', ')}`);
    }
  }

  private inside<T>(value: Fields, path: string, read: (fields: FieldReader) => T): T {
    const fields = new FieldReader(value, path, this.faults);
    const result = read(fields);
    fields.refuseOthers();
    return result;
  }

  private take(name: string): unknown {
    this.asked.push(name);
    if (!Object.hasOwn(this.fields, name)) return null;
    this.found += 1;
    return this.fields[name] ?? null;
  }

  private fault(name: string, problem: string): null {
    if (this.faults.length < MOST_FAULTS)
      this.faults.push({ field: `${this.path}${shortName(name)}`, problem });
    return null;
  }
}

const MOST_FAULTS = 50;
const PLAIN = new Set(['string', 'number', 'boolean']);
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
