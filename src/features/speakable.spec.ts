import { FEATURES_WITH_ASPECT } from './aspects.js';
import { featureSchema } from './feature-schema.js';
import { FEATURES_WITH_SPEECH_RULES, isSpeakable } from './speakable.js';

const schema = featureSchema();
const speakable = (name: string, value: number | string | null, logOdds: number): boolean =>
  isSpeakable(
    schema.find((column) => column.name === name)!,
    value,
    logOdds,
  );

describe(isSpeakable.name, () => {
  it.each([
    ['emailKind', 'none'],
    ['hasPhone', 'no'],
    ['asksFinance', 'no'],
    ['visits', 0],
    ['answered', 'no'],
  ])('never gives %s = %j as a plus, though it may be a minus', (name, value) => {
    expect(speakable(name, value, 0.4)).toBe(false);
    expect(speakable(name, value, -0.4)).toBe(true);
  });

  it('gives no missing value as a plus, and as a minus only where lacking it is a fact', () => {
    expect(schema.filter(({ name }) => speakable(name, null, 0.4))).toEqual([]);
    expect(speakable('answerMinutes', null, -0.4)).toBe(true);
    expect(speakable('body', null, -0.4)).toBe(false);
  });

  it('never gives the place itself, which is the same for every lead of the desk', () => {
    expect(speakable('dealership', 'anywhere', 0.4)).toBe(false);
    expect(speakable('region', 'midwest', -0.4)).toBe(false);
  });

  it('keeps no rule and no aspect for a feature that is gone', () => {
    const names = new Set(schema.map(({ name }) => name));
    const ruled = [...FEATURES_WITH_SPEECH_RULES, ...FEATURES_WITH_ASPECT];
    expect(ruled.filter((name) => !names.has(name))).toEqual([]);
  });
});
