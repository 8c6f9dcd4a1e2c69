import type { AsOf, KnownLead } from '../as-of.js';
import { numeric, yesNo } from '../feature-declaration.js';

/** What the same prospect did here before, and since. */
export const CUSTOMER_HISTORY_FEATURES = [
  numeric({
    name: 'earlierLeads',
    unit: 'leads',
    label: 'Earlier leads of the same prospect',
    because: 'Somebody who comes back is still looking.',
    from: (asOf) => earlier(asOf).length,
  }),
  numeric({
    name: 'daysSinceEarlierLead',
    unit: 'd',
    label: 'Days between the previous lead and this one',
    because: 'Two leads within a week are one search; two within years are two.',
    from: (asOf) => {
      const last = earlier(asOf).reduce(
        (latest, { arrivedAt }) => Math.max(latest, arrivedAt),
        -Infinity,
      );
      return (asOf.arrivedAt - last) / 86_400_000;
    },
  }),
  yesNo({
    name: 'boughtBefore',
    label: 'The same prospect bought here before',
    because: 'A customer who was content comes back.',
    from: (asOf) => earlier(asOf).some(({ outcome }) => outcome === 'WON'),
  }),
  numeric({
    name: 'leadsSince',
    unit: 'leads',
    label: 'Further leads of the same prospect since',
    because:
      'Asking about a second vehicle shows a purchase is near, though maybe not of the first.',
    from: ({ otherLeads, arrivedAt }) =>
      otherLeads.filter((other) => counts(other) && other.arrivedAt >= arrivedAt).length,
  }),
];

function earlier({ otherLeads, arrivedAt }: AsOf): KnownLead[] {
  return otherLeads.filter((other) => counts(other) && other.arrivedAt < arrivedAt);
}

/** Duplicates, service tickets and the like are no interest in buying. */
function counts({ outcome }: KnownLead): boolean {
  return outcome !== 'EXCLUDED';
}
