import {
  ARRIVED_AT,
  hoursAfterArrival,
  leadHistory,
  market,
  stockedVehicle,
} from '../../../test/factories/lead-history.js';
import { buildFeatureVector } from '../feature-vector.js';

const peers = (...amounts: number[]) =>
  amounts.map((amount, i) =>
    stockedVehicle({ id: `peer-${i}`, prices: [{ amount, at: hoursAfterArrival(-240) }] }),
  );
const vectorOf = (stock: ReturnType<typeof peers>) =>
  buildFeatureVector(leadHistory({ vehicle: stockedVehicle() }), market({ stock }), ARRIVED_AT);

describe('stock features', () => {
  it('set the price against the median of similar stock', () => {
    expect(vectorOf(peers(10_000, 12_000, 90_000))).toMatchObject({
      similarInStock: 3,
      priceAgainstSimilarPercent: 25,
    });
    expect(vectorOf(peers(10_000, 14_000, 16_000, 90_000))).toMatchObject({
      priceAgainstSimilarPercent: 0,
    });
  });

  it('say nothing of a vehicle that stands alone', () => {
    expect(vectorOf([])).toMatchObject({ similarInStock: 0, priceAgainstSimilarPercent: null });
    expect(buildFeatureVector(leadHistory(), market(), ARRIVED_AT)).toMatchObject({
      similarInStock: null,
    });
  });
});
