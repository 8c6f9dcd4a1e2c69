import { examples } from '../../../test/factories/examples.js';
import { EnsembleNetEstimator } from './ensemble-net.js';
import type { CalledFor, EnsembleCandidate } from './ensemble-settings.js';

const USUAL = { width: 16, dropout: 0.1, weightDecay: 0.01 };
const HELD_BACK = { width: 16, dropout: 0.9, weightDecay: 5 };
const EPOCHS = 20;

/** Which were tried, by their place, and which was kept. */
async function tried(
  candidates: EnsembleCandidate[],
): Promise<{ places: number[]; kept: EnsembleCandidate }> {
  const estimator = new EnsembleNetEstimator({ candidates, epochs: EPOCHS, patience: EPOCHS });
  const places = new Set<number>();
  const onProgress = (_: number, phrase?: string): void => {
    const place = /^Net (\d+) of/.exec(phrase ?? '')?.[1];
    if (place) places.add(Number(place));
  };
  await estimator.fit(examples(1000, 1), {
    seed: 1,
    validation: examples(500, 2),
    onProgress,
  });
  const { choice } = estimator.toState() as { choice: { candidate: EnsembleCandidate } };
  return { places: [...places], kept: choice.candidate };
}

describe('Candidates of a net', () => {
  it('are tried on as long as each does better than the one before', async () => {
    const { places, kept } = await tried([HELD_BACK, USUAL, HELD_BACK, { ...USUAL, width: 32 }]);

    expect(places).toEqual([1, 2, 3]);
    expect(kept).toEqual(USUAL);
  });

  it('are left out where there are more rows than they are for, but never the first', async () => {
    const small = { ...HELD_BACK, mostRows: 999 };

    const { places, kept } = await tried([small, { ...USUAL, mostRows: 999 }]);

    expect(places).toEqual([1]);
    expect(kept).toEqual(small);
    expect((await tried([small, { ...USUAL, mostRows: 1000 }])).places).toEqual([1, 2]);
  });

  it('are left out where those before neither tell much of the label nor gain, but never the first', async () => {
    const placesWhere = async (first: EnsembleCandidate, calledFor: CalledFor): Promise<number[]> =>
      (await tried([first, USUAL, { ...USUAL, width: 32, calledFor }])).places;
    const never = { leastMcFaddenR2: 0.99, leastGain: 0.99 };

    expect(await placesWhere(HELD_BACK, never)).toEqual([1, 2]);
    expect(await placesWhere(HELD_BACK, { ...never, leastGain: 0.001 })).toEqual([1, 2, 3]);
    expect(await placesWhere(HELD_BACK, { ...never, leastMcFaddenR2: 0.01 })).toEqual([1, 2, 3]);
    expect((await tried([{ ...USUAL, calledFor: never }])).places).toEqual([1]);
  });
});
