/**
 * JSON with sorted keys and no spaces: equal values give equal text, so that the text can be hashed.
 *
 * @throws TypeError for what JSON would silently change: NaN, infinities, functions.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (typeof value === 'number') return numberText(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') return objectText(value as Record<string, unknown>);
  throw new TypeError(`A ${typeof value} cannot be saved.`);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`The number ${value} cannot be saved.`);
  return JSON.stringify(value);
}

function objectText(value: Record<string, unknown>): string {
  const entries = Object.keys(value)
    .filter((key) => value[key] !== undefined)
    .toSorted()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(value[key])}`);
  return `{${entries.join(',')}}`;
}
