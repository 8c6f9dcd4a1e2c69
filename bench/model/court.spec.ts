import { readFileSync } from 'node:fs';
import { describeWithShared, sharedPath } from '../../test/support/shared.js';
import { readBenchmarkSet, type BenchmarkSpec, type FeatureChoice } from './benchmark-set.js';
import { courtSession, usualCourt } from './court.js';

const specs = (): Record<string, BenchmarkSpec> =>
  JSON.parse(readFileSync(sharedPath('data', 'spec.json'), 'utf8')) as Record<
    string,
    BenchmarkSpec
  >;

const heard = async (
  set: string,
  features: FeatureChoice,
): Promise<{ words: string[]; columns: string[] }> => {
  const whole = await readBenchmarkSet(sharedPath('data'), set, specs()[set], features);
  const session = await courtSession(whole, 'removed');
  return {
    words: session.words,
    columns: session.set.test.table.columns.map(({ name }) => name),
  };
};

describeWithShared('data', 'the label court on public sets', () => {
  it('refuses Tags of xedu by itself and puts what a later hand filled before an admin', async () => {
    const { words, columns } = await heard('xedu', 'all');

    expect(columns).toHaveLength(28);
    expect(columns).not.toContain('Tags');
    expect(words.filter((line) => line.startsWith('removed'))).toHaveLength(1);
    const questioned = words.filter((line) => line.startsWith('question'));
    for (const name of [
      'Lead Quality',
      'Lead Profile',
      'Last Activity',
      'Last Notable Activity',
      'Asymmetrique Activity Index',
      'Asymmetrique Profile Index',
      'Asymmetrique Activity Score',
      'Asymmetrique Profile Score',
    ]) {
      expect(questioned.findIndex((line) => line.includes(`"${name}" (`))).toBeLessThan(8);
      expect(questioned.some((line) => line.includes(`"${name}" (`))).toBe(true);
    }
  });

  it.each([
    ['bank_time', 'duration'],
    ['bank_hash', 'duration'],
    ['shoppers', 'PageValues'],
    ['carins', 'd_call_seconds'],
  ])('suspects nothing of %s more than %s', async (set, feature) => {
    expect((await heard(set, 'all')).words[1]).toContain(`"${feature}" (`);
  });

  it.each(['xedu', 'loanlead', 'bank_hash', 'bank_time', 'kick', 'carins', 'shoppers'])(
    'removes nothing of %s that is known at arrival',
    async (set) => {
      const { columns } = await heard(set, 'arrival');

      expect(columns).toEqual(specs()[set]!.features_arrival);
    },
  );

  it('leaves the fit alone for arrival, and takes out what it removed for all', () => {
    expect([usualCourt('arrival'), usualCourt('all')]).toEqual(['report', 'removed']);
  });
});
