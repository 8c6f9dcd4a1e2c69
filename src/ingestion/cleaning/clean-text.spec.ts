import { Refused } from './cleaned.js';
import { cleanExternalId, cleanText, cleanWord } from './clean-text.js';

describe(cleanText, () => {
  it('trims, drops what PostgreSQL cannot store and repairs broken surrogates', () => {
    expect(cleanText('  is it\u0000 still\u0007 available? \ud800 ')).toBe(
      'is it still available? \ufffd',
    );
  });

  it('cuts at the longest length', () => {
    expect(cleanText('x'.repeat(500), 10)).toBe('x'.repeat(10));
  });

  it.each([undefined, null, '', '   ', Number.NaN, { a: 1 } as never, ['x'] as never])(
    'reads %p as nothing',
    (said) => {
      expect(cleanText(said)).toBeUndefined();
    },
  );
});

describe(cleanWord, () => {
  it.each(['N/A', 'none', '-', 'NULL', 'unknown'])(
    'reads the placeholder %p as nothing',
    (said) => {
      expect(cleanWord(said)).toBeUndefined();
    },
  );

  it('keeps one line', () => {
    expect(cleanWord('two\n  lines')).toBe('two lines');
  });
});

describe(cleanExternalId, () => {
  it('keeps an identifier letter for letter, also a numeric one', () => {
    expect([cleanExternalId('00Q-a/B ', 'externalId'), cleanExternalId(42, 'externalId')]).toEqual([
      '00Q-a/B',
      '42',
    ]);
  });

  it('refuses one no index could hold', () => {
    expect(cleanExternalId('x'.repeat(3000), 'externalId')).toBeInstanceOf(Refused);
  });
});
