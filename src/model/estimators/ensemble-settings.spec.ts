import { passesOver } from './ensemble-settings.js';

const OFTEN = { epochs: 150, patience: 8 };

describe(passesOver, () => {
  it.each([1, 9_999, 40_000])('goes through %i rows as often as the settings say', (rows) => {
    expect(passesOver(rows, OFTEN)).toEqual(OFTEN);
  });

  it.each([50_000, 150_000, 400_000, 1_000_000, 30_000_000])(
    'visits no more than some rows beyond the limit in all of %i',
    (rows) => {
      const { epochs, patience } = passesOver(rows, OFTEN);

      expect(epochs).toBeGreaterThanOrEqual(1);
      expect(patience).toBeGreaterThanOrEqual(1);
      expect((epochs - 1) * rows).toBeLessThan(60 * 100_000);
    },
  );
});
