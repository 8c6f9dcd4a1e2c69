import { OUTCOMES } from './outcome.js';
import { assertMayBecome, mayBecome, mayBecomeSql } from './outcome-machine.js';
import { OutcomeTransitionError } from './leads.errors.js';

describe('the outcome of a lead', () => {
  it.each(['WON', 'LOST', 'STALE', 'EXCLUDED'] as const)(
    'may go from OPEN to %s and back',
    (outcome) => {
      expect([mayBecome('OPEN', outcome), mayBecome(outcome, 'OPEN')]).toEqual([true, true]);
    },
  );

  it.each(['WON', 'LOST'] as const)(
    'does not go from %s to STALE: silence undoes no decision',
    (outcome) => {
      expect(() => assertMayBecome(outcome, 'STALE')).toThrow(OutcomeTransitionError);
    },
  );

  it.each(OUTCOMES)('%s does not follow itself', (outcome) => {
    expect(mayBecome(outcome, outcome)).toBe(false);
  });

  it('follows the same table in SQL', () => {
    const sql = mayBecomeSql('a', 'b');

    for (const from of OUTCOMES)
      for (const to of OUTCOMES)
        expect(sql.includes(`('${from}', '${to}')`)).toBe(mayBecome(from, to));
  });
});
