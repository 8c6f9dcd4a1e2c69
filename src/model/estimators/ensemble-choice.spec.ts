import { examples } from '../../../test/factories/examples.js';
import { EnsembleNetEstimator } from './ensemble-net.js';
import type { EnsembleCandidate } from './ensemble-settings.js';

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

  it('are left out where those before tell too little of the label, but never the first', async () => {
    const wide = { ...USUAL, width: 32 };

    const asking = async (leastMcFaddenR2: number): Promise<number[]> =>
      (await tried([USUAL, { ...wide, leastMcFaddenR2 }])).places;

    expect(await asking(0.01)).toEqual([1, 2]);
    expect(await asking(0.99)).toEqual([1]);
    expect((await tried([{ ...USUAL, leastMcFaddenR2: 0.99 }])).places).toEqual([1]);
  });
});
