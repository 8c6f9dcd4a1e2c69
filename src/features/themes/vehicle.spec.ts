import {
  hoursAfterArrival,
  leadHistory,
  market,
  stockedVehicle,
} from '../../../test/factories/lead-history.js';
import { buildFeatureVector } from '../feature-vector.js';

const LATER = hoursAfterArrival(48);
const vectorOf = (overrides: Parameters<typeof stockedVehicle>[0], cutoff = LATER) =>
  buildFeatureVector(leadHistory({ vehicle: stockedVehicle(overrides) }), market(), cutoff);
const offering = (tradeIn: object | null) =>
  buildFeatureVector(leadHistory({ lead: { tradeIn } }), market(), LATER)['offersTradeIn'];
const price = (amount: number, hours: number) => ({ amount, at: hoursAfterArrival(hours) });

describe('vehicle features', () => {
  it('describe the vehicle', () => {
    expect(vectorOf({})).toMatchObject({
      namesVehicle: 'yes',
      vehicleAgeYears: 6,
      make: 'Honda',
      model: 'Civic',
      body: 'sedan',
      condition: 'used',
      odometerKm: 80_000,
      priceKnown: 'yes',
      price: 15_000,
      daysOnLot: 12,
      stillAvailable: 'yes',
    });
  });

  it('count price cuts since the message, and by how much', () => {
    const prices = [
      price(16_000, -500),
      price(15_000, -10),
      price(15_500, 1),
      price(14_000, 2),
      price(12_000, 24),
      price(1, 49),
    ];

    expect(vectorOf({ prices })).toMatchObject({
      price: 12_000,
      priceCutsSinceMessage: 2,
      priceChangeSinceMessagePercent: -20,
    });
  });

  it('do not know a change from a price nobody knew', () => {
    expect(vectorOf({ prices: [price(15_000, 1)] })).toMatchObject({
      priceCutsSinceMessage: 0,
      priceChangeSinceMessagePercent: null,
    });
    expect(vectorOf({ prices: [] })).toMatchObject({ priceKnown: 'no', price: null });
  });

  it('stop counting days when the vehicle is sold', () => {
    expect(vectorOf({ soldAt: hoursAfterArrival(24) })).toMatchObject({
      stillAvailable: 'no',
      daysOnLot: 11,
    });
    expect(vectorOf({ soldAt: hoursAfterArrival(49) })).toMatchObject({
      stillAvailable: 'yes',
      daysOnLot: 12,
    });
  });

  it('are missing without a vehicle', () => {
    expect(buildFeatureVector(leadHistory(), market(), LATER)).toMatchObject({
      namesVehicle: 'no',
      make: null,
      vehicleAgeYears: null,
      price: null,
      priceKnown: null,
      stillAvailable: null,
      priceCutsSinceMessage: null,
    });
  });

  it('know an offered trade-in from an empty one', () => {
    expect(offering({ make: 'Ford' })).toBe('yes');
    expect(offering({ make: undefined })).toBe('no');
    expect(offering(null)).toBe('no');
  });
});
