/**
 * One part a feature, to be copied for each lead: an object grown key by key is several times
 * slower to fill, read and write out.
 */
export function blankParts(names: string[]): Record<string, number> {
  // JSON.parse lays the object out flat, and defines own properties: a feature may even be called
  // __proto__. A fraction, so that it is laid out for fractions.
  const parts = Object.fromEntries(names.map((name) => [name, 0.5]));
  return JSON.parse(JSON.stringify(parts)) as Record<string, number>;
}
