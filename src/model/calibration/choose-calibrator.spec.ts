import { metrics } from '../metrics.js';
import { BetaCalibrator, type ScoredOutcomes } from './beta-calibrator.js';
import { chooseCalibrator } from './choose-calibrator.js';
import { restoreCalibrator } from './restore-calibrator.js';
import { sigmoid } from '../net/log-odds.js';

/** Leads whose true log-odds are `truth` of what the scores say. */
function outcomes(rows: number, truth: (logOdds: number) => number, from = 0): ScoredOutcomes {
  const logOdds = Array.from({ length: rows }, (_, row) => -1 + 2.5 * Math.sin((row + from) * 1.3));
  const labels = logOdds.map((one, row) =>
    ((row + from) * 0.618_034) % 1 < sigmoid(truth(one)) ? 1 : 0,
  );
  return { logOdds, labels, weights: new Float64Array(rows).fill(1) };
}

const leadsOf = ({ labels }: ScoredOutcomes): string[] =>
  Array.from({ length: labels.length }, (_, row) => `lead ${row}`);

const boastful = (logOdds: number): number => 0.4 * logOdds - 0.8;
const honest = (logOdds: number): number => logOdds;

describe(chooseCalibrator, () => {
  it('leaves honest scores as they are', () => {
    const right = outcomes(3000, honest);

    expect(chooseCalibrator(right, leadsOf(right)).kind).toBe('identity');
  });

  it('bends boastful scores towards the truth', () => {
    const wrong = outcomes(3000, boastful);

    const calibrator = chooseCalibrator(wrong, leadsOf(wrong));

    const later = outcomes(3000, boastful, 3000);
    const lossOf = (bend: (logOdds: number) => number): number =>
      metrics(
        later.labels,
        Array.from(later.logOdds, (one) => sigmoid(bend(one))),
      ).logLoss;
    expect(calibrator.kind).toBe('beta');
    expect(lossOf((one) => calibrator.apply(one))).toBeLessThan(lossOf(honest) - 0.02);
    expect(lossOf((one) => calibrator.apply(one))).toBeLessThan(lossOf(boastful) + 0.005);
  });

  it('does not take many looks at a few leads for much evidence', () => {
    const wrong = outcomes(3000, boastful);
    const leads = leadsOf(wrong).map((_, row) => `lead ${row % 60}`);

    expect(chooseCalibrator(wrong, leads).kind).toBe('identity');
  });

  it('leaves scores alone where too few leads were won', () => {
    const few = outcomes(60, boastful);

    expect(chooseCalibrator(few, leadsOf(few)).kind).toBe('identity');
  });
});

describe(BetaCalibrator.name, () => {
  const calibrator = BetaCalibrator.fit(outcomes(3000, boastful));

  it('keeps the order of scores and stays finite for any of them', () => {
    const bent = [-800, -40, -3, 0, 2, 40, 800].map((one) => calibrator.apply(one));

    expect(bent.every(Number.isFinite)).toBe(true);
    expect(bent).toEqual(bent.toSorted((a, b) => a - b));
  });

  it('answers the same after being saved', () => {
    const restored = restoreCalibrator(JSON.parse(JSON.stringify(calibrator.toState())));

    expect(restored.apply(0.7)).toBe(calibrator.apply(0.7));
  });

  it('refuses a damaged state, and a kind nobody knows', () => {
    expect(() => restoreCalibrator({ kind: 'beta' })).toThrow(/damaged/);
    expect(() => restoreCalibrator({ kind: 'magic' })).toThrow(/magic/);
  });
});
