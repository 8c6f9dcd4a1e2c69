import type { Said } from './crm-record.js';
import { isPlainObject } from './settings-reading.js';

type Step = { key: string } | { each: true };

/** Where a value stands in a payload: `name.first`, `phones[0]`, `price_history[].price`. */
export interface PayloadPath {
  readonly text: string;
  readonly steps: readonly Step[];
}

const WRITTEN = /^(?:[^.[\]]+(?:\[\d*\])*)(?:\.[^.[\]]+(?:\[\d*\])*)*$/;

/** Undefined where the text is not a path. */
export function parsePath(text: string): PayloadPath | undefined {
  if (!WRITTEN.test(text)) return undefined;
  const words = text.match(/[^.[\]]+|\[\]/g) ?? [];
  return { text, steps: words.map((word) => (word === '[]' ? { each: true } : { key: word })) };
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
    const list = Array.isArray(value) ? value : [value];
    return list.map((entry) => follow(entry, rest));
  }
  if (Array.isArray(value)) return follow(value[Number(step.key)], rest);
  return isPlainObject(value) && Object.hasOwn(value, step.key)
    ? follow(value[step.key], rest)
    : undefined;
}

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
