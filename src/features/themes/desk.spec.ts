import {
  ARRIVED_AT,
  hoursAfterArrival,
  leadHistory,
  market,
} from '../../../test/factories/lead-history.js';
import { buildFeatureVector } from '../feature-vector.js';

const others = [-169, -167, -25, -23, -1, 1].map(hoursAfterArrival);

describe('desk features', () => {
  it('count the leads that kept the desk busy up to the cutoff', () => {
    expect(
      buildFeatureVector(leadHistory(), market({ arrivals: others }), ARRIVED_AT),
    ).toMatchObject({
      arrivalsLast24Hours: 2,
      arrivalsLast7Days: 4,
      dealership: 'dealership-1',
      region: 'midwest',
    });
  });

  it('count the same for a lead that is stored and one that is not yet', () => {
    const stored = market({ arrivals: [...others, ARRIVED_AT] });

    expect(buildFeatureVector(leadHistory(), stored, ARRIVED_AT)).toEqual(
      buildFeatureVector(leadHistory(), market({ arrivals: others }), ARRIVED_AT),
    );
  });
});
