import { readBudget, readVitals } from './crm-vitals.js';

const NOW = new Date('2026-06-01T12:00:00Z');
const of =
  (headers: Record<string, string>) =>
  (name: string): string | undefined =>
    headers[name];

describe(readBudget.name, () => {
  it.each([
    [{ 'sforce-limit-info': 'api-usage=18/5000' }, { left: 4982, of: 5000 }],
    [
      { 'x-hubspot-ratelimit-daily-remaining': '9', 'x-hubspot-ratelimit-daily': '250000' },
      { left: 9, of: 250_000 },
    ],
    [{ 'x-api-credits-remaining': '1200' }, { left: 1200 }],
    [
      { 'ratelimit-remaining': '3', 'ratelimit-limit': '100, 100;w=60', 'ratelimit-reset': '30' },
      { left: 3, of: 100, resetsAt: NOW.getTime() + 30_000 },
    ],
    [
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1780315230' },
      { left: 0, resetsAt: 1_780_315_230_000 },
    ],
    [{ 'x-ms-ratelimit-burst-remaining-xrm-requests': '5990' }, { left: 5990, of: 6000 }],
    [{ 'x-ratelimit-remaining': 'plenty' }, undefined],
    [{}, undefined],
  ])('reads %j', (headers, budget) => {
    expect(readBudget(of(headers as Record<string, string>), NOW)).toEqual(budget);
  });
});

describe(readVitals.name, () => {
  it('tells how far their clock is ahead of ours', () => {
    expect(readVitals(of({ date: 'Mon, 01 Jun 2026 12:03:00 GMT' }), NOW)).toEqual({
      clockAheadMs: 180_000,
    });
    expect(readVitals(of({ date: 'today' }), NOW)).toEqual({});
  });
});
