import type { Examples } from '#model/fitting';

import { codedExamples, decodedExamples, sharedNumbers } from './shared-table.js';

const EXAMPLES: Examples = {
  table: {
    columns: [
      { name: 'ageHours', kind: 'numeric', label: 'Age', because: 'invented' },
      { name: 'source', kind: 'categorical', label: 'Source', because: 'invented' },
    ],
    rowCount: 4,
    numeric: new Map([['ageHours', sharedNumbers([3, 1, 0, 2], (row) => row / 2)]]),
    categorical: new Map([['source', ['web', null, 'web', '']]]),
  },
  labels: Float64Array.of(1, 0, 0, 1),
  weights: Float64Array.of(1, 2, 1, 1),
  groups: ['a', 'a', 'b', 'c'],
};

describe('examples on their way to another thread', () => {
  it('arrive as they left', () => {
    const arrived = decodedExamples(structuredClone(codedExamples(EXAMPLES)));

    expect(arrived).toEqual(EXAMPLES);
    expect([...arrived.table.numeric.get('ageHours')!]).toEqual([1.5, 0.5, 0, 1]);
  });

  it('share their numbers, and say each text once', () => {
    const numbers = sharedNumbers([0, 1], (row) => row);
    const table = { ...EXAMPLES.table, numeric: new Map([['ageHours', numbers]]) };
    const arrived = structuredClone(codedExamples({ ...EXAMPLES, table })).table;

    const { words, codes } = arrived.categorical.get('source')!;
    expect(words).toEqual([null, 'web', '']);
    expect([...codes]).toEqual([1, 0, 1, 2]);
    numbers[0] = 7;
    expect(arrived.numeric.get('ageHours')![0]).toBe(7);
  });

  it('lack what they lacked', () => {
    const { groups: _, weights: __, ...bare } = EXAMPLES;

    expect(decodedExamples(codedExamples(bare))).toEqual(bare);
  });
});
