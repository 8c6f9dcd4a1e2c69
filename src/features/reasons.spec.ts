import * as fc from 'fast-check';
import { DENIED_WORDS } from './denied-words.js';
import { featureSchema } from './feature-schema.js';
import type { FeatureColumn } from './feature-table.js';
import { REASON_TEXTS } from './reason-texts.js';
import { describeValue, reasonSentence } from './reasons.js';

const schema = featureSchema();
const US = { currency: 'USD' };
const column = (name: string): FeatureColumn =>
  schema.find((known) => known.name === name) ?? {
    name,
    kind: 'categorical',
    label: 'Lead stage',
    because: 'The CRM keeps it.',
  };

describe(describeValue.name, () => {
  it.each([
    ['answerMinutes', 12, 'answered after 12 minutes'],
    ['answerMinutes', 0.4, 'answered after less than a minute'],
    ['answerMinutes', 180, 'answered after 3 hours'],
    ['answerMinutes', null, 'not yet answered by a person'],
    ['waitingMinutes', 4_320, 'has waited 3 days for an answer'],
    ['asksFinance', 'yes', 'asked about financing'],
    ['asksFinance', 'no', 'did not ask about financing'],
    ['asksFinance', null, 'no message that asks about financing'],
    ['messageKind', 'default question', 'sent the ready-made question'],
    ['distanceBand', '0-10 km', 'is less than 10 km away'],
    ['distanceBand', '25-50 km', 'is 25–50 km away'],
    ['distanceBand', '100+ km', 'is 100 km or more away'],
    ['make', 'Audi', 'wants an Audi'],
    ['body', 'SUV', 'wants an SUV'],
    ['body', 'truck', 'wants a truck'],
    ['appointments', 1, 'has made an appointment'],
    ['quotes', 2, 'was given 2 quotes'],
    ['talksLast24Hours', 2, '2 messages or calls in the last 24 hours'],
    ['visits', 0, 'has not visited'],
    ['visits', 2, 'visited twice'],
    ['priceChangeSinceMessagePercent', -5, 'the price was cut by 5 % since the message'],
    ['priceAgainstSimilarPercent', -12.4, 'the price is 12 % below similar stock'],
    ['odometerKm', 80_000, 'wants a vehicle with 80,000 km (50,000 mi)'],
    ['price', 18_500, 'wants a vehicle priced at $18,500'],
    ['earlierLeads', 1, 'asked here once before'],
    ['dealership', '6f1e', 'wrote to this dealership'],
    ['callsFromBuyer', 3, 'the buyer called 3 times'],
    ['callsFromBuyer', 0, 'the buyer has not called'],
    ['textsFromPeople', 1, 'we texted once'],
    ['emailsFromMachine', 4, '4 automatic e-mails sent'],
    ['custom.leadStage', 'tax_refund', 'lead stage: tax refund'],
    ['custom.leadStage', 'Hot', 'lead stage: Hot'],
    ['custom.leadStage', null, 'lead stage is not known'],
  ])('says %s = %j as %j', (name, value, phrase) => {
    expect(describeValue(column(name), value, US)).toBe(phrase);
  });

  it("says prices in the dealership's currency", () => {
    const inCanada = describeValue(column('price'), 18_500, { currency: 'CAD' });
    expect(inCanada).toBe('wants a vehicle priced at CA$18,500');
  });

  it('has words for every feature, present or missing', () => {
    for (const known of schema) {
      for (const value of [null, known.kind === 'numeric' ? 3.25 : 'yes']) {
        const phrase = describeValue(known, value, US);
        expect(phrase).toMatch(/^(?!.*(undefined|NaN|null|\[object))\S/);
      }
    }
  });

  it('keeps no phrase for a feature that is gone', () => {
    const names = new Set(schema.map(({ name }) => name));
    expect(Object.keys(REASON_TEXTS).filter((name) => !names.has(name))).toEqual([]);
  });
});

describe(reasonSentence.name, () => {
  it.each([
    [0.7, 'Asked about financing: speaks strongly for a sale.'],
    [0.2, 'Asked about financing: speaks for a sale.'],
    [0.05, 'Asked about financing: speaks a little for a sale.'],
    [-0.05, 'Asked about financing: speaks a little against a sale.'],
    [-0.7, 'Asked about financing: speaks strongly against a sale.'],
    [0, 'Asked about financing: makes no difference.'],
  ])('puts a contribution of %s into words', (contribution, sentence) => {
    expect(reasonSentence(describeValue(column('asksFinance'), 'yes', US), contribution)).toBe(
      sentence,
    );
  });

  it('never cites what may not be a feature, even from a model that was taught it', () => {
    const denied = Object.values(DENIED_WORDS).flat();
    fc.assert(
      fc.property(
        fc.constantFrom(...denied),
        fc.constantFrom('', 'custom.'),
        fc.double({ noNaN: true }),
        (word, prefix, c) => {
          const taught = { ...column(`${prefix}${word}`), label: word };
          expect(reasonSentence(describeValue(taught, 'Bogotá', US), c)).toMatch(
            /^A detail that is not shown: /,
          );
        },
      ),
    );
    expect(describeValue(column('custom.entry'), 'jo@example.com', US)).toBe(
      'a detail that is not shown',
    );
  });
});
