import type { Said } from './crm-record.js';
import { isPlainObject } from './settings-reading.js';

type Step = { key: string } | { each: 'item' | 'value' } | { where: { key: string; is: string } };

/**
 * Where a value stands in a payload: `name.first`, `phones[0]`, `price_history[].price`, `contacts[type=email].value`,
 * `leads.*` for whatever is in there. A key may hold dots itself: `@odata.nextLink`.
 */
export interface PayloadPath {
  readonly text: string;
  readonly steps: readonly Step[];
}

const PART = String.raw`[^.[\]]+(?:\[(?:\d*|[^\]=[]+=[^\]]*)\])*`;
const WRITTEN = new RegExp(`^${PART}(?:\\.${PART})*$`);
const WORDS = /\[([^\]=[]+)=([^\]]*)\]|\[\]|[^.[\]]+/g;

/** Undefined where the text is not a path. */
export function parsePath(text: string): PayloadPath | undefined {
  if (!WRITTEN.test(text)) return undefined;
  const steps = [...text.matchAll(WORDS)].map(([word, key, is]): Step => {
    if (key !== undefined) return { where: { key, is: is ?? '' } };
    if (word === '[]') return { each: 'item' };
    return word === '*' ? { each: 'value' } : { key: word };
  });
  return { text, steps };
}

/** The value at `path`; an array, aligned with the payload's, where the path holds `[]`. */
export function readPath(payload: unknown, path: PayloadPath): unknown {
  return follow(payload, path.steps);
}

function follow(value: unknown, steps: readonly Step[]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (value === undefined || value === null) return undefined;
  if ('each' in step) {
    const entries = step.each === 'value' ? valuesOf(value) : listed(value);
    return entries.map((entry) => follow(entry, rest));
  }
  if ('where' in step) {
    const { key, is } = step.where;
    const found = listed(value).filter((entry) => isPlainObject(entry) && said(entry[key]) === is);
    return found.map((entry) => follow(entry, rest));
  }
  if (Array.isArray(value)) return follow(value[Number(step.key)], rest);
  if (!isPlainObject(value)) return undefined;
  return Object.hasOwn(value, step.key)
    ? follow(value[step.key], rest)
    : followDotted(value, step.key, rest);
}

/** A key with dots in it was taken for several. */
function followDotted(
  value: Record<string, unknown>,
  first: string,
  rest: readonly Step[],
): unknown {
  let key = first;
  for (const [at, step] of rest.entries()) {
    if (!('key' in step)) return undefined;
    key = `${key}.${step.key}`;
    if (Object.hasOwn(value, key)) return follow(value[key], rest.slice(at + 1));
  }
  return undefined;
}

const said = (value: unknown): string => JSON.stringify(value)?.replace(/^"(.*)"$/, '$1') ?? '';

const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const valuesOf = (value: unknown): unknown[] =>
  isPlainObject(value) ? Object.values(value) : listed(value);

/** What one leaf says. A structure where a scalar was expected is kept as its JSON, never dropped. */
export function toSaid(value: unknown): Said {
  if (value === undefined || value === null) return value;
  if (typeof value === 'object') return JSON.stringify(value);
  return value as string | number | boolean;
}

export interface PayloadLeaf {
  path: string;
  value: Said;
}

const DEEPEST = 6;

/** Every scalar of a payload with its dotted path; lists are left out. */
export function leavesOf(payload: unknown, path = '', depth = 0): PayloadLeaf[] {
  if (!isPlainObject(payload) || depth > DEEPEST) return [];
  return Object.entries(payload).flatMap(([key, value]) => {
    const here = path === '' ? key : `${path}.${key}`;
    if (Array.isArray(value)) return [];
    return isPlainObject(value)
      ? leavesOf(value, here, depth + 1)
      : [{ path: here, value: toSaid(value) }];
  });
}
