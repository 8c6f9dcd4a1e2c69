import { fuzzAdf } from './fuzz-run.js';
import { seedDocuments } from './seed-documents.js';

describe('damaged documents of the corpus', () => {
  it('crash nothing, and every refusal names its reason and the fix', async () => {
    const { seeds } = seedDocuments();

    const { documents, crashed, crashes, unnamed, accepted, refused } = await fuzzAdf(
      seeds,
      600,
      7,
    );

    expect({ documents, crashed, crashes, unnamed }).toEqual({
      documents: 600,
      crashed: 0,
      crashes: [],
      unnamed: 0,
    });
    // Damage that left all of them whole, or none of them, would try nothing.
    expect(accepted).toBeGreaterThan(100);
    expect(Object.values(refused).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(50);
  });
});
