import * as fc from 'fast-check';

import { splitByArrival } from './split.js';

const DAY_MS = 86_400_000;
const NOW = new Date('2026-06-01T00:00:00Z');

const leadsAged = (ages: number[]) =>
  ages.map((ageDays, index) => ({
    leadId: `${index}`.padStart(5, '0'),
    dealershipId: 'd',
    arrivedAt: new Date(NOW.getTime() - ageDays * DAY_MS),
    outcome: 'OPEN' as const,
    outcomeAt: null,
    recordedAt: null,
  }));

describe(splitByArrival.name, () => {
  it('puts every lead in exactly one part, older parts first, whatever the ages', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 800 }), { minLength: 1, maxLength: 300 }),
        (ages) => {
          const leads = leadsAged(ages);

          const { train, validation, holdout } = splitByArrival(leads, NOW, 90);

          const together = [...train, ...validation, ...holdout];
          expect(new Set(together.map((each) => each.leadId)).size).toBe(leads.length);
          expect(together).toHaveLength(leads.length);
          const arrivals = together.map((each) => each.arrivedAt.getTime());
          expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b));
        },
      ),
    );
  });

  it('keeps the newest fifth for the holdout when it reaches back beyond the horizon', () => {
    const { holdout } = splitByArrival(
      leadsAged(Array.from({ length: 1000 }, (_, day) => day)),
      NOW,
      90,
    );

    expect(holdout).toHaveLength(200);
    expect(holdout.at(-1)!.arrivedAt).toEqual(NOW);
  });

  it('widens the holdout to the horizon, but never beyond two fifths', () => {
    const widened = splitByArrival(
      leadsAged(Array.from({ length: 300 }, (_, day) => day)),
      NOW,
      90,
    );
    const capped = splitByArrival(leadsAged(Array.from({ length: 100 }, (_, day) => day)), NOW, 90);

    expect(widened.holdout[0]!.arrivedAt.getTime()).toBeLessThanOrEqual(
      NOW.getTime() - 90 * DAY_MS,
    );
    expect(widened.holdout.length).toBeLessThan(100);
    expect(capped.holdout).toHaveLength(40);
  });

  it('gives the same parts for the same leads in another order', () => {
    const leads = leadsAged(Array.from({ length: 50 }, () => 3));

    const one = splitByArrival(leads, NOW, 90);
    const other = splitByArrival(leads.toReversed(), NOW, 90);

    expect(other).toEqual(one);
  });
});
