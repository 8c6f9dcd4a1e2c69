import { CrmSettingsError, type SettingsFault } from './crm.errors.js';

export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads settings to the end, collecting every fault, so that an operator fixes them in one go. */
export class SettingsReading {
  readonly #faults: SettingsFault[] = [];

  constructor(private readonly subject: string) {}

  root(value: unknown): SettingsSection {
    if (isPlainObject(value)) return new SettingsSection(this, '', value);
    this.fault('(everything)', 'is not a set of keys', 'Write `key: value` lines.');
    return new SettingsSection(this, '', {});
  }

  fault(key: string, problem: string, fix: string): void {
    this.#faults.push({ key, problem, fix });
  }

  get faults(): readonly SettingsFault[] {
    return this.#faults;
  }

  /** @throws CrmSettingsError with everything found so far. */
  finish(): void {
    if (this.#faults.length > 0) throw new CrmSettingsError(this.subject, this.#faults);
  }
}

/** One level of keys. After a fault a harmless stand-in is returned, so that reading goes on. */
export class SettingsSection {
  readonly #read = new Set<string>();

  constructor(
    readonly reading: SettingsReading,
    readonly path: string,
    private readonly values: Record<string, unknown>,
  ) {}

  at(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }

  fault(key: string, problem: string, fix: string): void {
    this.reading.fault(this.at(key), problem, fix);
  }

  has(key: string): boolean {
    return this.values[key] !== undefined && this.values[key] !== null;
  }

  value(key: string): unknown {
    this.#read.add(key);
    return Object.hasOwn(this.values, key) ? (this.values[key] ?? undefined) : undefined;
  }

  /** Every key with its value, where the keys are the operator's own words. */
  entries(): [string, unknown][] {
    return Object.keys(this.values).map((key) => [key, this.value(key)]);
  }

  text(key: string, fix: string, fallback?: string): string {
    const value = this.value(key) ?? fallback;
    if (typeof value === 'string' && value !== '') return value;
    this.fault(key, value === undefined ? 'is missing' : 'is not text', fix);
    return '';
  }

  optionalText(key: string, fix: string): string | undefined {
    return this.has(key) ? this.text(key, fix) : undefined;
  }

  word<T extends string>(key: string, words: readonly [T, ...T[]], fallback?: T): T {
    const value = this.value(key) ?? fallback;
    const known = words.find((word) => word === value);
    if (known !== undefined) return known;
    this.fault(
      key,
      value === undefined ? 'is missing' : 'is not a known word',
      `Use one of: ${words.join(', ')}.`,
    );
    return words[0];
  }

  number(key: string, range: { min: number; max: number; fallback?: number }): number {
    const value = this.value(key) ?? range.fallback;
    if (typeof value === 'number' && value >= range.min && value <= range.max) return value;
    this.fault(
      key,
      value === undefined ? 'is missing' : 'is not a number in range',
      `Give a number from ${range.min} to ${range.max}.`,
    );
    return range.min;
  }

  /** One text or a list of texts; absent reads as none. */
  texts(key: string, fix: string): string[] {
    const value = this.value(key) ?? [];
    const list = Array.isArray(value) ? value : [value];
    const good = list.filter((entry): entry is string => typeof entry === 'string');
    if (good.length < list.length) this.fault(key, 'holds something that is not text', fix);
    return good;
  }

  section(key: string, fix: string): SettingsSection {
    const value = this.value(key);
    if (isPlainObject(value)) return new SettingsSection(this.reading, this.at(key), value);
    this.fault(key, value === undefined ? 'is missing' : 'is not a set of keys', fix);
    return new SettingsSection(this.reading, this.at(key), {});
  }

  optionalSection(key: string, fix: string): SettingsSection | undefined {
    return this.has(key) ? this.section(key, fix) : undefined;
  }

  /** Call when all known keys were read: what is left over is most likely a misspelling. */
  close(): void {
    for (const key of Object.keys(this.values)) {
      if (this.#read.has(key)) continue;
      this.fault(key, 'is not a known key here', `Known keys: ${[...this.#read].join(', ')}.`);
    }
  }
}
