import { DateTime } from 'luxon';

/** What a corpus document must read as; see its README for the meaning of each part. */
export interface AdfExpectation {
  case: string;
  accepted: boolean;
  reason?: string;
  prospects?: Json[];
  either?: { path: string; values: Json[] }[];
  absent?: string[];
}

type Json = null | string | number | boolean | Json[] | { [key: string]: Json };
type Step = string | number;

const stepsOf = (path: string): Step[] =>
  [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));

const nothing = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

function valueAt(from: unknown, steps: Step[]): unknown {
  let value = from;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<Step, unknown>)[step];
  }
  return value;
}

const squeezed = (text: unknown): unknown =>
  typeof text === 'string' ? text.trim().replace(/\s+/g, ' ') : text;

const LOWER_CASE = new Set(['status', 'interest', 'type']);

/** Both sides of a comparison written alike, by the name of the field they stand in. */
function comparable(field: Step | undefined, value: unknown): unknown {
  const text = squeezed(value);
  if (typeof text !== 'string' || field === undefined) return text;
  if (field === 'requestedAt') return Date.parse(text);
  if (field === 'requestedAtLocal') return DateTime.fromISO(text, { zone: 'utc' }).toMillis();
  if (LOWER_CASE.has(String(field))) return text.toLowerCase();
  if (field === 'vin') return text.toUpperCase();
  return field === 'email' ? text.replace(/@.*$/, (domain) => domain.toLowerCase()) : text;
}

/** Every way in which a reading differs from what is expected; none when it passes. */
export function adfDifferences(reading: unknown, expected: AdfExpectation): string[] {
  const whole = expected.either?.find(({ path }) => path === '$');
  const outcomes = (whole?.values ?? [pick(expected)]) as Partial<AdfExpectation>[];
  const tried = outcomes.map((outcome) => {
    const filled = outcome.accepted ? { prospects: expected.prospects, ...outcome } : outcome;
    return new Comparison(reading, { ...expected, ...filled }, outcome).run();
  });
  return tried.find((differences) => differences.length === 0) ?? tried[0] ?? [];
}

const pick = ({ accepted, reason, prospects }: AdfExpectation): Partial<AdfExpectation> => ({
  accepted,
  ...(reason !== undefined && { reason }),
  ...(prospects && { prospects }),
});

class Comparison {
  private readonly differences: string[] = [];
  private readonly either: Map<string, Json[]>;

  constructor(
    private readonly reading: unknown,
    private readonly expected: AdfExpectation,
    private readonly outcome: Partial<AdfExpectation>,
  ) {
    const others = (expected.either ?? []).filter(({ path }) => path !== '$');
    this.either = new Map(others.map(({ path, values }) => [path, values]));
  }

  run(): string[] {
    const { accepted, prospects, absent = [] } = this.expected;
    this.equal('accepted', accepted);
    if (!accepted) this.equal('reason', this.outcome.reason ?? this.expected.reason ?? null);
    if (!accepted) return this.differences;
    for (const path of this.either.keys()) this.equal(path, null);
    if (prospects) this.array('prospects', prospects);
    for (const path of absent) {
      if (!nothing(valueAt(this.reading, stepsOf(path)))) this.differ(path, 'should be absent');
    }
    return this.differences;
  }

  private equal(path: string, expected: Json): void {
    const alternatives = this.either.get(path);
    const actual = valueAt(this.reading, stepsOf(path));
    if (alternatives) {
      if (this.missingBranch(path)) return;
      if (!alternatives.some((value) => matches(actual, value, stepsOf(path).at(-1)))) {
        this.differ(path, `is ${JSON.stringify(actual)}, none of ${JSON.stringify(alternatives)}`);
      }
      return;
    }
    this.compare(path, expected, actual);
  }

  /** Where an alternative shortened an array, what lies beneath the missing index is not asked for. */
  private missingBranch(path: string): boolean {
    const steps = stepsOf(path);
    const index = steps.findLastIndex((step) => typeof step === 'number');
    if (index <= 0 || index === steps.length - 1) return false;
    const list = valueAt(this.reading, steps.slice(0, index));
    return Array.isArray(list) && list.length <= (steps[index] as number);
  }

  private compare(path: string, expected: Json, actual: unknown): void {
    const field = stepsOf(path).at(-1);
    if (Array.isArray(expected)) this.array(path, expected);
    else if (typeof expected === 'object' && expected !== null) this.object(path, expected);
    else if (comparable(field, actual ?? null) !== comparable(field, expected)) {
      this.differ(path, `is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
    }
  }

  private array(path: string, expected: Json[]): void {
    const actual = valueAt(this.reading, stepsOf(path)) ?? [];
    const length = Array.isArray(actual) ? actual.length : -1;
    const lengths = this.either.get(`${path}.length`) ?? [expected.length];
    if (!lengths.includes(length)) {
      this.differ(path, `has ${length} entries, not ${expected.length}`);
    }
    expected.slice(0, Math.max(length, 0)).forEach((entry, index) => {
      const below = `${path}[${index}]`;
      if (!this.either.has(below))
        this.compare(below, entry, valueAt(this.reading, stepsOf(below)));
    });
  }

  private object(path: string, expected: Record<string, Json>): void {
    for (const [key, value] of Object.entries(expected)) {
      const below = `${path}.${key}`;
      if (key === 'commentsContains') this.contains(path, value as string[]);
      else if (!this.either.has(below)) {
        this.compare(below, value, valueAt(this.reading, stepsOf(below)));
      }
    }
  }

  private contains(path: string, pieces: string[]): void {
    const comments = squeezed(valueAt(this.reading, stepsOf(`${path}.comments`)) ?? '') as string;
    for (const piece of pieces) {
      if (!comments.includes(squeezed(piece) as string)) {
        this.differ(`${path}.comments`, `does not contain ${JSON.stringify(piece)}`);
      }
    }
  }

  private differ(path: string, what: string): void {
    this.differences.push(`${path} ${what}`);
  }
}

/** Like the main comparison, for one alternative: fields it does not mention are free. */
function matches(actual: unknown, expected: Json, field: Step | undefined): boolean {
  if (nothing(expected)) return nothing(actual);
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return false;
    return expected.every((entry, index) => matches(actual[index], entry, field));
  }
  if (typeof expected === 'object' && expected !== null) {
    return Object.entries(expected).every(([key, value]) =>
      matches(valueAt(actual, [key]), value, key),
    );
  }
  return comparable(field, actual) === comparable(field, expected);
}
