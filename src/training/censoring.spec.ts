import type { LeadOutcome } from '#leads';

import { labelLeads } from './censoring.js';
import { seededRandom } from './seeded-random.js';

const DAY_MS = 86_400_000;
const NOW = new Date('2026-06-01T00:00:00Z');
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * DAY_MS);

function lead(id: string, ageDays: number, outcome: LeadOutcome['outcome'], afterDays?: number) {
  const arrivedAt = daysAgo(ageDays);
  const outcomeAt =
    afterDays === undefined ? null : new Date(arrivedAt.getTime() + afterDays * DAY_MS);
  return { leadId: id, dealershipId: 'd', arrivedAt, outcome, outcomeAt, recordedAt: outcomeAt };
}

describe(labelLeads.name, () => {
  it('takes a sale at once, an old open lead as a negative and a young open lead as no answer yet', () => {
    const { labels, censored } = labelLeads(
      [lead('sold', 100, 'WON', 10), lead('old', 95, 'OPEN'), lead('young', 5, 'OPEN')],
      NOW,
      90,
    );

    expect(labels.get('sold')).toMatchObject({ label: 1 });
    expect(labels.get('old')).toMatchObject({ label: 0 });
    expect(labels.has('young')).toBe(false);
    expect(censored).toBe(1);
  });

  it('weights an answer at age T by one over the share of leads at least T old', () => {
    const leads = [
      lead('a', 100, 'WON', 20),
      lead('b', 50, 'LOST', 2),
      lead('c', 10, 'OPEN'),
      lead('d', 1, 'WON', 1),
    ];

    const { labels } = labelLeads(leads, NOW, 90);

    expect(labels.get('a')!.weight).toBeCloseTo(4 / 2);
    expect(labels.get('b')!.weight).toBeCloseTo(4 / 3);
    expect(labels.get('d')!.weight).toBeCloseTo(1);
  });

  it('reads a sale after the horizon as a negative and never teaches from excluded leads', () => {
    const { labels, censored } = labelLeads(
      [lead('late', 200, 'WON', 120), lead('service', 30, 'EXCLUDED', 1)],
      NOW,
      90,
    );

    expect(labels.get('late')).toMatchObject({ label: 0 });
    expect(labels.has('service')).toBe(false);
    expect(censored).toBe(0);
  });

  it('does not trust an outcome dated in the future beyond what has been observed', () => {
    const { labels } = labelLeads(
      [lead('ahead', 10, 'WON', 12), lead('old', 400, 'LOST', 1)],
      NOW,
      90,
    );

    expect(labels.get('ahead')).toEqual({ leadId: 'ahead', label: 1, weight: 1 });
  });

  it('recovers the true conversion where counting resolved leads alone is biased', () => {
    // Losses are quick (mean 4 days), sales slow (mean 25): young resolved leads are mostly losses.
    const random = seededRandom(7);
    const exponential = (mean: number): number => -mean * Math.log(1 - random());
    const leads: LeadOutcome[] = [];
    let wouldWin = 0;
    const count = 40_000;
    for (let each = 0; each < count; each++) {
      const wins = random() < 0.08;
      const answerAfter = exponential(wins ? 25 : 4);
      const ageDays = random() * 120;
      if (wins && answerAfter <= 90) wouldWin++;
      const known = answerAfter <= ageDays;
      leads.push(
        lead(
          `${each}`,
          ageDays,
          known ? (wins ? 'WON' : 'LOST') : 'OPEN',
          known ? answerAfter : undefined,
        ),
      );
    }

    const { labels } = labelLeads(leads, NOW, 90);

    const known = [...labels.values()];
    const weight = known.reduce((sum, each) => sum + each.weight, 0);
    const weighted = known.reduce((sum, each) => sum + each.weight * each.label, 0) / weight;
    const naive = known.reduce((sum, each) => sum + each.label, 0) / known.length;
    const truth = wouldWin / count;
    expect(Math.abs(weighted / truth - 1)).toBeLessThan(0.04);
    expect(naive / truth).toBeLessThan(0.9);
  });
});
