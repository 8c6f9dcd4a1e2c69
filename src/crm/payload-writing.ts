import { isPlainObject } from './settings-reading.js';

const WRITTEN = /^[^.[\]]+(?:\[\d{1,3}\])*(?:\.[^.[\]]+(?:\[\d{1,3}\])*)*$/;

/** Whether a value can be put there: `filter.since`, `filters[0].value`. */
export const isPlace = (text: string): boolean => WRITTEN.test(text);

/** The value put at a dotted place of a structure that is built; objects and lists on the way are made. */
export function putAt(structure: Record<string, unknown>, place: string, value: unknown): void {
  const keys = place.match(/[^.[\]]+/g) ?? [];
  let holder: Record<string, unknown> | unknown[] = structure;
  for (const [at, key] of keys.entries()) {
    if (at === keys.length - 1) {
      (holder as Record<string, unknown>)[key] = value;
      return;
    }
    const held: unknown = (holder as Record<string, unknown>)[key];
    const next: Record<string, unknown> | unknown[] =
      isPlainObject(held) || Array.isArray(held)
        ? held
        : isListKey(place, keys[at + 1] ?? '')
          ? []
          : {};
    (holder as Record<string, unknown>)[key] = next;
    holder = next;
  }
}

const isListKey = (place: string, key: string): boolean =>
  /^\d+$/.test(key) && place.includes(`[${key}]`);
