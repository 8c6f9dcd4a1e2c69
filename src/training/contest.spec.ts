import { calibrationFault, decide, shortage, type Contest } from './contest.js';
import { seededRandom } from './seeded-random.js';

/** Leads whose true probability is known, and contestants that see it through noise. */
function contest(
  noise: { challenger: number; defender: number },
  changes: Partial<Contest> = {},
): Contest {
  const random = seededRandom(21);
  const gaussian = (): number =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const leads = 3000;
  const truth = Array.from({ length: leads }, () => -2 + 1.2 * gaussian());
  const seen = (sd: number): Float64Array =>
    Float64Array.from(truth, (logOdds) => 1 / (1 + Math.exp(-(logOdds + sd * gaussian()))));
  return {
    holdout: {
      labels: Float64Array.from(truth, (logOdds) =>
        random() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0,
      ),
      weights: new Float64Array(leads).fill(1),
      leadOf: Int32Array.from({ length: leads }, (_, lead) => lead),
    },
    challenger: { name: 'challenger', probabilities: seen(noise.challenger) },
    defender: { name: 'champion 3', probabilities: seen(noise.defender) },
    first: false,
    seed: 1,
    ...changes,
  };
}

const flat = (score: number): Float64Array => new Float64Array(400).fill(score);

describe(decide.name, () => {
  it('promotes a challenger that is better beyond chance', () => {
    const verdict = decide(contest({ challenger: 0.1, defender: 1 }));

    expect(verdict.promoted).toBe(true);
    expect(verdict.saved.lower).toBeGreaterThan(0);
    expect(verdict.words).toMatch(
      /^promoted over champion 3: error −\d+\.\d % \(90 % .*\) on the newest leads, log-loss 0\.\d{4} instead of 0\.\d{4}$/,
    );
  });

  it('keeps the champion on a tie and on a worse challenger', () => {
    const same = contest({ challenger: 0.2, defender: 0.2 });
    const tie = decide({ ...same, challenger: { ...same.defender, name: 'challenger' } });

    expect(tie).toMatchObject({ promoted: false, saved: { value: 0 } });
    expect(decide(contest({ challenger: 1, defender: 0.1 })).promoted).toBe(false);
  });

  it('keeps the champion when the challenger is better but promises too much', () => {
    const honest = contest({ challenger: 0, defender: 2 });
    const boasting = honest.challenger.probabilities.map((each) => Math.min(0.99, each * 1.6));

    const verdict = decide({
      ...honest,
      challenger: { name: 'challenger', probabilities: boasting },
    });

    expect(verdict.promoted).toBe(false);
    expect(verdict.words).toContain('challenger promises 1.');
  });

  it('does not blame a challenger for what a handful of sales leaves to chance', () => {
    const labels = Float64Array.from({ length: 400 }, (_, at) => (at % 33 === 0 ? 1 : 0));
    const few = {
      labels,
      weights: new Float64Array(400).fill(1),
      leadOf: Int32Array.from({ length: 400 }, (_, at) => at),
    };
    const fault = (times: number): string | undefined =>
      calibrationFault({ examples: few, challenger: flat(times * 0.03), reference: flat(0.03) });

    expect(fault(1.6)).toBeUndefined();
    expect(fault(3)).toMatch(/promises [23]\.\d\d sales/);
  });

  it('does not keep a defender for a fault it has worse: under drift both are off', () => {
    const honest = contest({ challenger: 0, defender: 1 });
    const times = (factor: number): Float64Array =>
      honest.challenger.probabilities.map((each) => Math.min(0.99, each * factor));

    const verdict = decide({
      ...honest,
      challenger: { name: 'challenger', probabilities: times(1.6) },
      defender: { name: 'champion 3', probabilities: times(2.4) },
    });

    expect(verdict.promoted).toBe(true);
  });

  it('lets a first champion in when it beats the base rate, and not when it does not', () => {
    const base = contest({ challenger: 0.3, defender: 0.3 });
    const rate = base.holdout.labels.reduce((sum, label) => sum + label, 0) / 3000;
    const baseRate = { name: 'the base rate', probabilities: new Float64Array(3000).fill(rate) };

    expect(decide({ ...base, defender: baseRate, first: true }).promoted).toBe(true);
    expect(
      decide({
        ...base,
        challenger: { name: 'challenger', probabilities: new Float64Array(3000).fill(rate * 1.2) },
        defender: baseRate,
        first: true,
      }),
    ).toMatchObject({ promoted: false, words: expect.stringContaining('kept the base rate') });
  });

  it('keeps the champion when nothing was won in the holdout', () => {
    const given = contest({ challenger: 0.1, defender: 1 });

    expect(
      decide({ ...given, holdout: { ...given.holdout, labels: new Float64Array(3000) } }).promoted,
    ).toBe(false);
  });
});

describe(shortage.name, () => {
  it('says what is missing and stays silent when nothing is', () => {
    expect(shortage({ won: 12, lost: 300 })).toContain('12 won leads known, 40 needed');
    expect(shortage({ won: 40, lost: 40 })).toBeUndefined();
  });
});
