import { cleanCustom } from './clean-custom.js';

describe(cleanCustom, () => {
  it('types each field by what it holds and leaves out what holds nothing', () => {
    const custom = cleanCustom(
      {
        budget: '25000',
        ratio: '0.5',
        zip: '00123',
        huge: '12345678901234567890',
        hot: 'TRUE',
        note: ' red ',
        none: '',
        gone: null,
        n: 3,
        b: false,
      },
      new Set(),
    );

    expect(custom).toEqual({
      budget: 25000,
      ratio: 0.5,
      zip: '00123',
      huge: '12345678901234567890',
      hot: true,
      note: 'red',
      n: 3,
      b: false,
    });
  });

  it('leaves out our own score, wherever the CRM keeps it', () => {
    expect(
      cleanCustom(
        { score__c: 71, Lead_Likelihood__c: 71, 'lead-likelihood band': 'hot', color: 'red' },
        new Set(['score__c']),
      ),
    ).toEqual({
      color: 'red',
    });
  });

  it('never lets a field name reach an object’s prototype', () => {
    const custom = cleanCustom(
      JSON.parse('{"__proto__": {"a": 1}, "constructor": "x"}') as never,
      new Set(),
    );

    expect(Object.keys(custom)).toEqual([]);
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
  });

  it('holds at most 300 fields', () => {
    expect(
      Object.keys(
        cleanCustom(
          Object.fromEntries(Array.from({ length: 999 }, (_, at) => [`f${at}`, at])),
          new Set(),
        ),
      ),
    ).toHaveLength(300);
  });
});
