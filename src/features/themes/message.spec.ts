import { ARRIVED_AT, leadHistory, market } from '../../../test/factories/lead-history.js';
import { buildFeatureVector } from '../feature-vector.js';

const vectorOf = (message: string | null) =>
  buildFeatureVector(leadHistory({ lead: { message } }), market(), ARRIVED_AT);

describe('message features', () => {
  it('tell the ready-made question from own words and from silence', () => {
    expect(vectorOf('Is this still available?')['messageKind']).toBe('default question');
    expect(vectorOf('Would you take 9k?')['messageKind']).toBe('own words');
    expect(vectorOf('  ')['messageKind']).toBe('none');
  });

  it('answer yes or no for each intent', () => {
    expect(vectorOf('Can I come see it at 5? What are payments with my trade-in?')).toMatchObject({
      asksVisit: 'yes',
      mentionsTime: 'yes',
      asksFinance: 'yes',
      asksTrade: 'yes',
      asksPrice: 'no',
      asksCondition: 'no',
      asksAvailability: 'no',
      givesPhone: 'no',
      questionMarks: 2,
    });
  });

  it('are missing without a message', () => {
    expect(vectorOf(null)).toMatchObject({
      messageKind: 'none',
      asksPrice: null,
      messageCharacters: null,
      questionMarks: null,
    });
  });
});
