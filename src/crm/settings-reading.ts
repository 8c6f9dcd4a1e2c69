import { CrmSettingsError, type SettingsFault } from './crm.errors.js';
import { type SettingsField, SettingsDescribed, WHATEVER_IS_READ } from './settings-form.js';

export const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads settings to the end, collecting every fault, so that an operator fixes them in one go. */
export class SettingsReading {
  readonly #faults: SettingsFault[] = [];
  readonly #fields = new Map<string, SettingsField>();
  /** Nothing is given, and all that could be is asked for: see {@link WHATEVER_IS_READ}. */
  isDescribing = false;

  constructor(private readonly subject: string) {}

  root(value: unknown): SettingsSection {
    this.isDescribing = value === WHATEVER_IS_READ;
    if (isPlainObject(value)) {
      const section = new SettingsSection(this, '', value);
      checkLeadUrl(section);
      return section;
    }
    this.fault('(everything)', 'is not a set of keys', 'Write `key: value` lines.');
    return new SettingsSection(this, '', {});
  }

  fault(key: string, problem: string, fix: string): void {
    this.#faults.push({ key, problem, fix });
  }

  /** What may be given here, for whoever draws a form; the first to tell of a key tells it best. */
  note(field: SettingsField): void {
    const known = this.#fields.get(field.key);
    if (known === undefined || known.kind === 'any') this.#fields.set(field.key, field);
  }

  get faults(): readonly SettingsFault[] {
    return this.#faults;
  }

  /** @throws CrmSettingsError with everything found so far. */
  finish(): void {
    if (this.isDescribing) throw new SettingsDescribed([...this.#fields.values()]);
    if (this.#faults.length > 0) throw new CrmSettingsError(this.subject, this.#faults);
  }
}

const LEAD_URL =
  'Give the address of a lead in the CRM, https (or this machine) and with {id} in it.';
const THIS_MACHINE = new Set(['127.0.0.1', 'localhost']);

/** The desk's, read there, and the same for every dialect; named here so that it does not pass for a misspelling. */
function checkLeadUrl(root: SettingsSection): void {
  const url = root.optionalText('leadUrl', LEAD_URL);
  if (url === undefined || url === '' || root.reading.isDescribing) return;
  if (!isPage(URL.parse(url)) || !url.includes('{id}'))
    root.fault('leadUrl', 'is no such address', LEAD_URL);
}

/** A person's browser goes there, not this server. */
const isPage = (url: URL | null): boolean =>
  url?.protocol === 'https:' || (url?.protocol === 'http:' && THIS_MACHINE.has(url.hostname));

/** One level of keys. After a fault a harmless stand-in is returned, so that reading goes on. */
export class SettingsSection {
  readonly #read = new Set<string>();
  /** Asked for only where it is given. */
  readonly #optional = new Set<string>();

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
    if (this.reading.isDescribing) {
      this.#optional.add(key);
      return true;
    }
    return this.values[key] !== undefined && this.values[key] !== null;
  }

  value(key: string): unknown {
    this.#read.add(key);
    this.#note(key, 'any');
    return Object.hasOwn(this.values, key) ? (this.values[key] ?? undefined) : undefined;
  }

  /** Every key with its value, where the keys are the operator's own words. */
  entries(): [string, unknown][] {
    return Object.keys(this.values).map((key) => [key, this.value(key)]);
  }

  text(key: string, fix: string, fallback?: string): string {
    this.#note(key, 'text', { help: fix, fallback });
    const value = this.value(key) ?? fallback;
    if (typeof value === 'string' && value !== '') return value;
    this.fault(key, value === undefined ? 'is missing' : 'is not text', fix);
    return '';
  }

  optionalText(key: string, fix: string): string | undefined {
    return this.has(key) ? this.text(key, fix) : undefined;
  }

  word<T extends string>(key: string, words: readonly [T, ...T[]], fallback?: T): T {
    this.#note(key, 'word', { words, fallback });
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
    this.#note(key, 'number', range);
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
    this.#optional.add(key);
    this.#note(key, 'texts', { help: fix });
    const value = this.value(key) ?? [];
    const list = Array.isArray(value) ? value : [value];
    const good = list.filter((entry): entry is string => typeof entry === 'string');
    if (good.length < list.length) this.fault(key, 'holds something that is not text', fix);
    return good;
  }

  section(key: string, fix: string): SettingsSection {
    this.#note(key, 'section', { help: fix });
    const value = this.value(key);
    if (isPlainObject(value)) return new SettingsSection(this.reading, this.at(key), value);
    this.fault(key, value === undefined ? 'is missing' : 'is not a set of keys', fix);
    return new SettingsSection(this.reading, this.at(key), {});
  }

  optionalSection(key: string, fix: string): SettingsSection | undefined {
    return this.has(key) ? this.section(key, fix) : undefined;
  }

  #note(
    key: string,
    kind: SettingsField['kind'],
    { fallback, ...more }: Omit<Partial<SettingsField>, 'key' | 'kind' | 'required'> = {},
  ): void {
    if (!this.reading.isDescribing) return;
    this.reading.note({
      key: this.at(key),
      kind,
      required: fallback === undefined && kind !== 'any' && !this.#optional.has(key),
      ...more,
      ...(fallback !== undefined && { fallback }),
    });
  }

  /** Call when all known keys were read: what is left over is most likely a misspelling. */
  close(): void {
    for (const key of Object.keys(this.values)) {
      if (this.#read.has(key)) continue;
      this.fault(key, 'is not a known key here', `Known keys: ${[...this.#read].join(', ')}.`);
    }
  }
}
