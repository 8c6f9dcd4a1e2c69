import type { Outcome } from '#leads';
import {
  ARRIVED_AT,
  hoursAfterArrival,
  leadHistory,
  stockedVehicle,
} from '../../test/factories/lead-history.js';
import { exampleCutoffs } from './example-cutoffs.js';
import { InvalidInstantError } from './features.errors.js';

interface Ending {
  outcome?: Outcome;
  /** The vehicle asked about leaves the lot so many hours after arrival. */
  soldHours?: number;
}

const hoursOf = (
  outcomeHours: number | null,
  nowHours: number,
  { outcome = outcomeHours === null ? 'OPEN' : 'LOST', soldHours }: Ending = {},
) =>
  exampleCutoffs(
    leadHistory({
      vehicle: stockedVehicle({
        soldAt: soldHours === undefined ? null : hoursAfterArrival(soldHours),
      }),
    }),
    { outcome, outcomeAt: outcomeHours === null ? null : hoursAfterArrival(outcomeHours) },
    hoursAfterArrival(nowHours),
  ).map((cutoff) => (cutoff.getTime() - ARRIVED_AT.getTime()) / 3_600_000);

describe(exampleCutoffs.name, () => {
  it('looks at a long open lead at arrival and at growing ages', () => {
    expect(hoursOf(null, 10_000)).toEqual([0, 1, 24, 72, 168, 504, 1080]);
  });

  it('stops before the outcome, for then there is nothing left to foretell', () => {
    expect(hoursOf(72, 10_000)).toEqual([0, 1, 24]);
    expect(hoursOf(72.01, 10_000)).toEqual([0, 1, 24, 72]);
  });

  it('ends with the sale itself where the CRM marked the lead won only later', () => {
    const marked = 600;

    expect(hoursOf(marked, 10_000, { outcome: 'WON' })).toEqual([0, 1, 24, 72, 168, 504]);
    expect(hoursOf(marked, 10_000, { outcome: 'WON', soldHours: 72 })).toEqual([0, 1, 24]);
    expect(hoursOf(marked, 10_000, { outcome: 'WON', soldHours: 700 })).toHaveLength(6);
  });

  it('goes on after a sale to somebody else', () => {
    const before = { outcome: 'WON', soldHours: -5 } as const;

    expect(hoursOf(100, 10_000, { outcome: 'LOST', soldHours: 30 })).toEqual([0, 1, 24, 72]);
    expect(hoursOf(null, 100, { soldHours: 30 })).toEqual([0, 1, 24, 72]);
    expect(hoursOf(100, 10_000, before)).toEqual([0, 1, 24, 72]);
  });

  it('stops before now', () => {
    expect(hoursOf(null, 2)).toEqual([0, 1]);
  });

  it('always keeps the arrival', () => {
    expect(hoursOf(-5, 10_000)).toEqual([0]);
    expect(hoursOf(null, 0)).toEqual([0]);
  });

  it('refuses what is no instant', () => {
    expect(() =>
      exampleCutoffs(leadHistory(), { outcome: 'OPEN', outcomeAt: null }, new Date(NaN)),
    ).toThrow(InvalidInstantError);
  });
});
