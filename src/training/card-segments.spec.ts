import type { Dataset } from './dataset.js';
import { cardSegments } from './card-segments.js';
import type { LabelledExamples } from './example-rows.js';

const LEADS = 100;
const lead = (at: number): string => `lead ${at}`;

/** Two cutoffs a lead; every fourth lead is of the other rooftop and source, every fifth buys. */
function holdout(): LabelledExamples {
  const leadOf = Int32Array.from({ length: 2 * LEADS }, (_, row) => row >> 1);
  const own = <T>(of: (at: number) => T): T[] => Array.from(leadOf, of);
  return {
    table: {
      columns: [{ name: 'source', kind: 'categorical', label: 'source', because: 'invented' }],
      rowCount: leadOf.length,
      numeric: new Map(),
      categorical: new Map([['source', own((at) => (at % 4 ? 'marketplace' : 'website'))]]),
    },
    labels: Float64Array.from(leadOf, (at) => (at % 5 ? 0 : 1)),
    weights: new Float64Array(leadOf.length).fill(1),
    leadOf,
    groups: own(lead),
    cutoffDays: new Float64Array(leadOf.length),
  };
}

const dataset = {
  rooftops: new Map([
    ['a', 'Springfield'],
    ['b', 'Riverton'],
  ]),
  leads: Array.from({ length: LEADS }, (_, at) => ({
    leadId: lead(at),
    dealershipId: at % 4 ? 'a' : 'b',
  })),
} as unknown as Dataset;

describe(cardSegments.name, () => {
  const found = cardSegments(dataset, holdout(), new Float64Array(2 * LEADS).fill(0.1));

  it('tells of each rooftop and source, the largest first', () => {
    expect(found.map(({ by, name, leads }) => [by, name, leads])).toEqual([
      ['rooftop', 'Springfield', 75],
      ['rooftop', 'Riverton', 25],
      ['source', 'marketplace', 75],
      ['source', 'website', 25],
    ]);
  });

  it('counts a lead once, and gives what was seen an interval that is wider where leads are fewer', () => {
    const [large, small] = found;

    for (const { won, leads, promised, seen, lower, upper } of [large!, small!]) {
      expect(seen).toBeCloseTo(won / leads, 9);
      expect(promised).toBeCloseTo(0.1, 9);
      expect(lower).toBeLessThan(seen);
      expect(upper).toBeGreaterThan(seen);
    }
    expect(small!.upper - small!.lower).toBeGreaterThan(large!.upper - large!.lower);
  });

  it('says nothing of segments of a few leads', () => {
    const few = cardSegments(
      { ...dataset, rooftops: new Map([['b', 'Riverton']]) },
      { ...holdout(), groups: holdout().groups.map((id, row) => (row < 40 ? id : 'lead 1')) },
      new Float64Array(2 * LEADS).fill(0.1),
    );

    expect(few.filter(({ by }) => by === 'rooftop')).toEqual([]);
  });
});
