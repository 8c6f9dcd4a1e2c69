const HOUR_MS = 3_600_000;

/** A lead as a CRM's form handler would describe it an hour after it arrived. */
export function leadBody(now = new Date()): string {
  const before = (hours: number): string => new Date(now.getTime() - hours * HOUR_MS).toISOString();
  return JSON.stringify({
    arrivedAt: before(1),
    source: 'facebook-marketplace',
    channel: 'messenger',
    message: 'Hi, is this still available? I could come by tomorrow and have my own financing.',
    customer: { emailKind: 'personal', phoneKind: 'mobile', preferredContact: 'phone', distanceKm: 18 },
    vehicle: {
      year: 2019, make: 'Honda', model: 'CR-V', trim: 'EX', body: 'suv', condition: 'used',
      odometerKm: 84_000, price: 21_900, listedAt: before(24 * 12),
    },
    tradeIn: { year: 2012, make: 'Ford', model: 'Focus' },
    custom: { listing_views: 214, boosted: false, stock_type: 'trade' },
    activities: [
      { kind: 'message', direction: 'outbound', author: 'automatic', occurredAt: before(0.98) },
      { kind: 'message', direction: 'inbound', author: 'human', occurredAt: before(0.5) },
      { kind: 'call', direction: 'outbound', author: 'human', occurredAt: before(0.25) },
    ],
  }); // oxfmt-ignore
}
