import type { Live } from '#simulator';
import type { Loop } from './loop.js';
import { Phases } from './phases.js';
import type { SimulatedDealership } from './simulated-dealership.js';
import type { Tally } from './tally.js';
import { wholeTurn } from './turn.js';

/** Tells people nothing. */
class QuietPhases extends Phases {
  override run<T>(
    _name: string,
    _title: string,
    work: (report: () => void) => Promise<T>,
  ): Promise<T> {
    return work(() => undefined);
  }
}

/**
 * A desk of four leads, one of which waits in quarantine for a status nobody knew and one of which is excluded.
 * The pull after the CRM reported how they ended stores the one that waited.
 */
class SmallDesk {
  private readonly ours = new Set(['L-1', 'L-2']);
  private pulls = 0;

  async pull(): Promise<{ outcomesLearned: number }> {
    this.pulls += 1;
    if (this.pulls === 2) this.ours.add('held');
    return { outcomesLearned: this.pulls === 2 ? 3 : 0 };
  }

  async notSalesLeads(ids: string[]): Promise<number> {
    return ids.filter((id) => !this.ours.has(id)).length;
  }

  async train(): Promise<object> {
    return { counts: { won: 1, lost: 1, stale: 0 }, verdict: 'promoted', state: 'promoted' };
  }

  async champion(): Promise<object> {
    return { number: 1, metrics: {} };
  }

  async scored(): Promise<Partial<Tally>> {
    return { scored: 2, open: 2 };
  }

  async writtenBack(): Promise<Partial<Tally>> {
    return {
      leads: 3,
      leadsQuarantined: 1,
      scored: 2,
      open: 2,
      writable: 2,
      delivered: 2,
      deadDeliveries: 0,
    };
  }

  async confirm(): Promise<object> {
    return { delivered: 2, confirmed: 2 };
  }
}

describe('a whole turn of the loop', () => {
  it("counts a lead's outcome for ours when the pull that brings it takes the lead out of quarantine", async () => {
    const reported = ['L-1', 'L-2', 'held', 'excluded'].map((leadId) => ({ leadId }));
    const live = { reportOutcomes: () => reported };
    const leads = new Map(reported.map(({ leadId }) => [leadId, {}]));
    const world = { rooftops: [{ key: 'a' }], branch: () => ({ logs: { leads } }) };

    const { summary, wrong } = await wholeTurn(
      new SmallDesk() as unknown as Loop,
      new QuietPhases(),
      { world } as unknown as SimulatedDealership,
      live as unknown as Live,
    );

    expect(wrong).toEqual([]);
    expect(summary.outcomesLearned).toBe(3);
  });
});
