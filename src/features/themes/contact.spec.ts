import { ARRIVED_AT, leadHistory, market } from '../../../test/factories/lead-history.js';
import { buildFeatureVector } from '../feature-vector.js';

const unknown = { emailKind: null, phoneKind: null, preferredContact: null, distanceKm: null };
const vectorOf = (customer: Partial<typeof unknown> | Record<string, unknown> | null) =>
  buildFeatureVector(
    leadHistory({ customer: customer && { ...unknown, ...customer } }),
    market(),
    ARRIVED_AT,
  );

describe('contact features', () => {
  it('tell how the prospect can be reached', () => {
    expect(
      vectorOf({ phoneKind: 'mobile', emailKind: 'relay', preferredContact: 'phone' }),
    ).toMatchObject({
      hasPhone: 'yes',
      hasMobile: 'yes',
      emailKind: 'relay',
      hasPhoneAndEmail: 'yes',
      preferredContact: 'phone',
    });
    expect(vectorOf({ phoneKind: 'landline' })).toMatchObject({
      hasPhone: 'yes',
      hasMobile: 'no',
      emailKind: 'none',
      hasPhoneAndEmail: 'no',
      preferredContact: null,
    });
  });

  it('are missing where there is no customer', () => {
    expect(vectorOf(null)).toMatchObject({ hasPhone: null, emailKind: null, distanceBand: null });
  });

  it.each([
    [0, '0-10 km'], [9.99, '0-10 km'], [10, '10-25 km'], [25, '25-50 km'], [50, '50-100 km'],
    [100, '100+ km'], [9_000, '100+ km'], [NaN, null], [-1, null], [null, null],
  ])('put %s km into the band %s', (distanceKm, band) => {
    expect(vectorOf({ distanceKm })['distanceBand']).toBe(band);
  }); // oxfmt-ignore
});
