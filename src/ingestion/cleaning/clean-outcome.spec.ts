import { Refused } from './cleaned.js';
import { findExclusion } from './clean-exclusion.js';
import { cleanOutcome } from './clean-outcome.js';

const mapping = {
  Sold: { outcome: 'WON' },
  'Dead - Lost': { outcome: 'LOST' },
  Duplicate: { outcome: 'EXCLUDED', excludedReason: 'duplicate' },
} as const;

describe(cleanOutcome, () => {
  it.each([
    ['Sold', { outcome: 'WON', crmStatus: 'Sold' }],
    [' sold ', { outcome: 'WON', crmStatus: 'sold' }],
    ['dead_-_lost', { outcome: 'LOST', crmStatus: 'dead_-_lost' }],
    ['DUPLICATE', { outcome: 'EXCLUDED', excludedReason: 'duplicate', crmStatus: 'DUPLICATE' }],
    [undefined, undefined],
  ])('reads %p', (said, outcome) => {
    expect(cleanOutcome(said, mapping)).toEqual(outcome);
  });

  it('refuses a status nobody mapped and says which', () => {
    expect(cleanOutcome('Working', mapping)).toMatchObject({
      refusal: {
        field: 'status',
        reason: 'unknown status',
        fix: expect.stringContaining('"Working"') as string,
      },
    });
  });

  it('does not repeat free text or numbers that stand in a status field', () => {
    const cleaned = cleanOutcome('call pat@example.com 2125550142', mapping) as Refused;

    expect(cleaned.refusal.fix).not.toMatch(/pat|212/);
  });

  it.each(['constructor', '__proto__', 'toString'])('is not fooled by %s', (said) => {
    expect(cleanOutcome(said, mapping)).toBeInstanceOf(Refused);
  });
});

describe(findExclusion, () => {
  it.each([
    ['Service Appointment', undefined, undefined, 'service'],
    ['parts_request', undefined, undefined, 'parts'],
    ['Service-to-Sales Lead Conversion', undefined, undefined, undefined],
    ['Marketplace Buying Service', undefined, undefined, undefined],
    ['Test Lead', undefined, undefined, 'test'],
    ['Internet', 'true', undefined, 'deleted'],
    ['Internet', undefined, { name: { first: 'Test', last: 'Test' } }, 'test'],
    ['Internet', undefined, { name: { full: 'Testa Rossa' } }, undefined],
    ['Test drive', undefined, undefined, undefined],
    ['Sales', false, undefined, undefined],
    [undefined, undefined, undefined, undefined],
  ])('type %p, deleted %p, customer %p: %p', (type, deleted, customer, reason) => {
    expect(findExclusion(type, deleted, customer)).toBe(reason);
  });
});
