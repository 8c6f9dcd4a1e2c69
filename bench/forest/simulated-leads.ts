import type { FeatureColumn, FeatureTable } from '#features';
import { sigmoid, type Examples } from '#model/fitting';

const NUMBERS = 22;
/** Levels of each category: a few small ones, a large one, a huge one. */
const LEVELS = [2, 3, 5, 8, 12, 30, 400, 5000];

const columns: FeatureColumn[] = [
  ...Array.from({ length: NUMBERS }, (_, at) => column(`number${at}`, 'numeric')),
  ...LEVELS.map((count) => column(`levels${count}`, 'categorical')),
];

/**
 * Simulated examples of 30 features: numbers, some missing, categories up to thousands of levels,
 * one in eight won. Made to be as wide as real ones, not to be like them.
 */
export const simulatedExamples = (rowCount: number, seed: number): Examples =>
  simulatedWithChances(rowCount, seed).examples;

/** The same, and the chance each label was drawn with. */
export function simulatedWithChances(
  rowCount: number,
  seed: number,
): { examples: Examples; chances: Float64Array } {
  const random = randomNumbers(seed);
  const table: FeatureTable = { columns, rowCount, numeric: new Map(), categorical: new Map() };
  const logOdds = new Float64Array(rowCount).fill(-2.4);
  for (let at = 0; at < NUMBERS; at++) {
    const values = Float64Array.from({ length: rowCount }, () =>
      random() < 0.1 ? Number.NaN : random() ** (1 + (at % 4)) * 1000,
    );
    table.numeric.set(`number${at}`, values);
    if (at < 8) values.forEach((value, row) => (logOdds[row]! += Math.cos((value || 0) / 300) / 3));
  }
  for (const count of LEVELS) {
    const levels = Array.from({ length: rowCount }, () => Math.floor(random() ** 2 * count));
    table.categorical.set(
      `levels${count}`,
      levels.map((level) => `level ${level}`),
    );
    levels.forEach((level, row) => (logOdds[row]! += Math.sin(level * 7) / 2));
  }
  const chances = logOdds.map(sigmoid);
  const labels = chances.map((chance) => (random() < chance ? 1 : 0));
  return { examples: { table, labels }, chances };
}

function column(name: string, kind: FeatureColumn['kind']): FeatureColumn {
  return { name, kind, label: name, because: 'simulated' };
}

/** xorshift32 */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
}
