import type { ScorePush } from './crm-adapter.js';
import { CrmUnavailableError } from './crm.errors.js';
import { pushOneByOne } from './push-results.js';

const score = (deliveryKey: string): ScorePush => ({
  leadExternalId: deliveryKey,
  likelihoodPercent: 37,
  band: 'hot',
  topReason: 'Asks to see the car',
  scoredAt: new Date('2026-03-01T15:00:00Z'),
  modelVersion: 'v1',
  deliveryKey,
});
const scores = ['a', 'b', 'c', 'd', 'e', 'f'].map(score);

/** Pushes them while these fail. @returns what became of each, and who was asked for. */
async function pushed(
  failing: string,
): Promise<[statuses: string[], asked: string, untried: string]> {
  const asked: string[] = [];
  const results = await pushOneByOne(scores, async ({ deliveryKey }) => {
    asked.push(deliveryKey);
    if (failing.includes(deliveryKey)) throw new CrmUnavailableError('busy');
  });
  const untried = results.filter((one) => one.status === 'retry' && one.untried);
  return [
    results.map(({ deliveryKey, status }) => `${deliveryKey} ${status}`),
    asked.join(''),
    untried.map(({ deliveryKey }) => deliveryKey).join(''),
  ];
}

describe(pushOneByOne.name, () => {
  it('goes on after a call that failed: the others are not kept waiting', async () => {
    const [results, asked] = await pushed('be');

    expect(asked).toBe('abcdef');
    expect(results.filter((one) => one.endsWith('retry'))).toEqual(['b retry', 'e retry']);
  });

  it('leaves a system alone that failed three times in a row, and keeps the rest for later', async () => {
    const [results, asked, untried] = await pushed('bcdef');

    expect(asked).toBe('abcd');
    expect(untried).toBe('ef');
    expect(results).toEqual(['a accepted', 'b retry', 'c retry', 'd retry', 'e retry', 'f retry']);
  });
});
