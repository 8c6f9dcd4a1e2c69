import { ARRIVED_AT, hoursAfterArrival, leadHistory } from '../../test/factories/lead-history.js';
import { exampleCutoffs } from './example-cutoffs.js';
import { InvalidInstantError } from './features.errors.js';

const hoursOf = (outcomeHours: number | null, nowHours: number) =>
  exampleCutoffs(
    leadHistory(),
    outcomeHours === null ? null : hoursAfterArrival(outcomeHours),
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

  it('stops before now', () => {
    expect(hoursOf(null, 2)).toEqual([0, 1]);
  });

  it('always keeps the arrival', () => {
    expect(hoursOf(-5, 10_000)).toEqual([0]);
    expect(hoursOf(null, 0)).toEqual([0]);
  });

  it('refuses what is no instant', () => {
    expect(() => exampleCutoffs(leadHistory(), null, new Date(NaN))).toThrow(InvalidInstantError);
  });
});
