import { CrmAuthError } from '#crm';
import { CLAUSES, type Cannot, type Clause, type ClauseContext } from './clauses/clause.js';
import { faultClauses } from './clauses/fault-clauses.js';
import { messageClauses } from './clauses/message-clauses.js';
import { pushClauses } from './clauses/push-clauses.js';
import { readingClauses } from './clauses/reading-clauses.js';
import { storedClauses } from './clauses/stored-clauses.js';
import type { CrmHarness } from './crm-harness.js';

export type { AddedLead, CrmHarness } from './crm-harness.js';

/**
 * What every dialect promises, whatever stands on the other side. The table of docs/contracts.md is made
 * of the names of these tests: dialect, clause, sentence.
 *
 * @param cannot - Clauses that the outside system leaves no way to keep, each with the reason.
 */
export function crmAdapterContract(
  name: string,
  makeHarness: () => Promise<CrmHarness>,
  cannot: Cannot = {},
): void {
  describe(`CrmAdapter contract: ${name}`, () => {
    let harness: CrmHarness;
    const told = new Set<Clause>();
    const context: ClauseContext = {
      harness: () => harness,
      clause: (clause, sentences) => {
        const reason = cannot[clause];
        if (reason === undefined) describe(clause, sentences);
        else if (!told.has(clause))
          describe(clause, () => it.skip(`not here: ${reason}`, () => {}));
        told.add(clause);
      },
    };

    beforeEach(async () => {
      harness = await makeHarness();
    });
    afterEach(() => harness.stop());

    manners(name, context, cannot);
    readingClauses(context);
    faultClauses(context);
    pushClauses(context);
    messageClauses(context);
    if (STORED.some((clause) => cannot[clause] === undefined)) storedClauses(context);
    else for (const clause of STORED) context.clause(clause, () => undefined);

    it('leaves no clause out', () => {
      expect([...told].toSorted()).toEqual(Object.keys(CLAUSES).toSorted());
    });
  });
}

/** These need a database, which a dialect that is not pulled does without. */
const STORED = [
  'second sync',
  'unknown fields',
  'unknown status',
  'deletion',
  'merge',
  'echo',
] as const satisfies Clause[];

/** What is asked of every adapter, whatever its system can do. */
function manners(name: string, { harness }: ClauseContext, cannot: Cannot): void {
  it('reads nonsense as unreadable records and never throws', () => {
    const adapter = harness().adapter();

    for (const nonsense of [
      Buffer.from([0xff, 0x00, 0xc3]),
      Buffer.from('<<<{]'),
      Buffer.alloc(0),
    ]) {
      const records = adapter.read(nonsense, 'application/json');
      expect(records.filter(({ kind }) => kind !== 'unreadable')).toEqual([]);
    }
  });

  it('accepts a push of nothing without asking the system', async () => {
    await expect(harness().adapter().push([])).resolves.toEqual([]);

    expect(harness().requests?.() ?? 0).toBe(0);
  });

  it('probes step by step, each with its own verdict', async () => {
    await harness().seed();

    const steps = await harness().adapter().probe();

    expect(steps.length).toBeGreaterThan(0);
    expect(steps.filter(({ ok }) => !ok)).toEqual([]);
  });

  it(`has a dialect by the name of ${name}`, () => {
    // "rest on an API nobody has seen" is the dialect rest.
    expect(harness().adapter().dialect).toBe(name.split(' ', 1)[0]);
  });

  if (cannot['message proof'] !== undefined) {
    it('believes no message without proof', () => {
      expect(() => harness().adapter().verifyWebhook({}, Buffer.alloc(0))).toThrow(CrmAuthError);
    });
  }
}
