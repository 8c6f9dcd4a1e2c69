import { numeric } from '../feature-declaration.js';
import { priceAt } from './vehicle.js';

/** The vehicle beside what else stood on the lot at the cutoff. */
export const STOCK_FEATURES = [
  numeric({
    name: 'similarInStock',
    unit: 'vehicles',
    label: 'Similar vehicles in stock',
    because: 'A choice on the same lot saves a sale when the first vehicle does not fit.',
    from: ({ vehicle, similarPrices }) => vehicle && similarPrices.length,
  }),
  numeric({
    name: 'priceAgainstSimilarPercent',
    unit: '%',
    label: 'Price against similar vehicles in stock',
    because: 'A vehicle below its peers is a bargain, and shoppers compare.',
    from: ({ vehicle, similarPrices }) => {
      const price = vehicle && priceAt(vehicle, Infinity);
      const usual = median(similarPrices);
      return price === null || usual === null ? null : ((price - usual) / usual) * 100;
    },
  }),
];

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[sorted.length >> 1];
  const lower = sorted[(sorted.length - 1) >> 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
