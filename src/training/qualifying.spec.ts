import type { FittedRecipe } from './fitted-recipes.js';
import type { Recipe } from './fitting.js';
import type { Parts } from './parts.js';
import { qualify, qualifyingWords } from './qualifying.js';

const recipe = (family: string): Recipe => ({ family, hyperparameters: {}, seed: 1 });
const BLUNT = recipe('blunt');
const SHARP = recipe('sharp');
const TWIN = recipe('twin');

/** Four leads, two of them won: the sharp ones tell them apart. */
const parts = {
  validation: {
    labels: Float64Array.of(1, 1, 0, 0),
    weights: new Float64Array(4).fill(1),
    leadOf: Int32Array.of(0, 1, 2, 3),
  },
} as unknown as Parts;

const says: Record<string, number[]> = {
  blunt: [0.5, 0.5, 0.5, 0.5],
  sharp: [0.9, 0.9, 0.1, 0.1],
  twin: [0.9, 0.9, 0.1, 0.1],
};

const fitted = {
  of: async (one: Recipe, onProgress?: (done: number, phrase: string) => void) => {
    onProgress?.(0.5, 'half way');
    onProgress?.(1, 'learned');
    return {
      recipe: one,
      validationScores: Float64Array.from(says[one.family]!),
    } as FittedRecipe;
  },
};

describe(qualify.name, () => {
  it('sends the family with the lowest log-loss on the validation part into the contest', async () => {
    const { recipe: qualified, standings } = await qualify([BLUNT, SHARP], parts, fitted, () => {});

    expect(qualified).toBe(SHARP);
    expect(standings.map(({ family }) => family)).toEqual(['sharp', 'blunt']);
    expect(standings[1]!.logLoss).toBeCloseTo(Math.log(2), 9);
  });

  it('prefers the simpler of two that are equal', async () => {
    const { recipe: qualified } = await qualify([SHARP, TWIN], parts, fitted, () => {});

    expect(qualified).toBe(SHARP);
  });

  it('tells how far all of them are, by family', async () => {
    const told: [number, string][] = [];

    await qualify([BLUNT, SHARP], parts, fitted, (done, phrase) => told.push([done, phrase]));

    expect(told).toEqual([
      [0.25, 'blunt: half way'],
      [0.5, 'blunt: learned'],
      [0.75, 'sharp: half way'],
      [1, 'sharp: learned'],
    ]);
  });

  it('says in words how the families stood', async () => {
    const { standings } = await qualify([BLUNT, SHARP], parts, fitted, () => {});

    expect(qualifyingWords(standings)).toBe(
      'sharp qualified among 2 families by log-loss on the part before the newest (sharp 0.1054, blunt 0.6931)',
    );
  });
});
