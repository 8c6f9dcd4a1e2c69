import * as fc from 'fast-check';
import type { AdfProspect } from './adf-prospect.js';
import { readAdf } from './adf-reading.js';
import { buildAdf } from './adf-writing.js';

/** Text as a reading gives it: one line, no characters that documents may not hold. */
const line = fc.string({ unit: 'grapheme', maxLength: 30 }).map((text) =>
  `x${text}`
    .replace(/\p{C}|&#?\w+;/gu, '')
    .replace(/\s+/g, ' ')
    .trim(),
);

const prospect: fc.Arbitrary<AdfProspect> = fc.record({
  externalIds: fc.array(fc.record({ source: line, value: line }), { maxLength: 3 }),
  status: fc.constantFrom('new', 'resend'),
  requestedAt: fc.constant('2026-05-04T16:30:00Z'),
  customer: fc.record({
    first: line,
    last: line,
    email: fc.constant('noor@example.com'),
    phonesE164: fc.constantFrom([], ['+13125550147'], ['+13125550147', '+442079460123']),
    postalCode: line,
  }),
  vehicles: fc.array(
    fc.record({
      interest: fc.constantFrom('buy', 'trade-in'),
      year: fc.integer({ min: 1950, max: 2030 }),
      make: line,
      model: line,
      stock: line,
      odometer: fc.record({ value: fc.nat(400_000), unit: fc.constantFrom('mi', 'km') }),
      price: fc.record({
        amount: fc.nat(90_000),
        currency: fc.constant('USD'),
        type: fc.constant('asking'),
      }),
    }),
    { maxLength: 3 },
  ),
  vendor: fc.record({ name: line, id: line }),
  provider: fc.record({ name: line, service: line }),
});

describe('buildAdf', () => {
  it('writes what readAdf reads back unchanged, whatever the values hold', () => {
    const details = fc.check(
      fc.property(fc.array(prospect, { minLength: 1, maxLength: 3 }), (prospects) => {
        const reading = readAdf(Buffer.from(buildAdf(prospects)));
        expect(reading).toEqual({ accepted: true, prospects });
      }),
      { numRuns: 100 },
    );

    expect(details.failed ? String(details.errorInstance) : '').toBe('');
  });

  it('escapes values and drops what XML cannot carry', () => {
    const document = buildAdf([{ comments: '</comments><x a="1">&amp;\u0000\ud800' }]);

    expect(document).toContain(
      '<comments>&lt;/comments&gt;&lt;x a=&quot;1&quot;&gt;&amp;amp;</comments>',
    );
  });
});
