import { toldChange } from './told-savings.js';

describe(toldChange.name, () => {
  it('tells saved log-loss as an error that became smaller', () => {
    expect(toldChange({ value: 0.04, lower: 0.02, upper: 0.06 }, 0.2)).toBe(
      'error −20.0 % (90 % interval −30.0 to −10.0 %)',
    );
  });

  it('and lost log-loss as one that grew, with no sign where nothing changed', () => {
    expect(toldChange({ value: 0, lower: -0.01, upper: 0.001 }, 0.1)).toBe(
      'error 0.0 % (90 % interval −1.0 to +10.0 %)',
    );
  });
});
