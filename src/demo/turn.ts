import type { Live } from '#simulator';
import type { Loop } from './loop.js';
import type { Phases } from './phases.js';
import type { SimulatedDealership } from './simulated-dealership.js';
import { disagreements, type Facts, type Summary } from './summary.js';

/** Outcomes that the simulated desk reports between the two trainings. */
const OUTCOMES_OF_A_DAY = 40;

/** Too little history to learn from: nothing can be scored. */
export class NoChampionError extends Error {
  constructor(verdict: string | null) {
    super(
      `No model was good enough to serve (${verdict}). Give the demo more history: --months 24.`,
    );
    this.name = 'NoChampionError';
  }
}

/** Pull, learn, score, write back, read back. Where a champion serves already, the night teaches it. */
export async function openDesk(loop: Loop, phases: Phases): Promise<void> {
  await pull(loop, phases);
  if (!(await loop.champion())) await learn(loop, phases);
  await scoreAndWriteBack(loop, phases);
}

async function pull(loop: Loop, phases: Phases): Promise<void> {
  await phases.run(
    'pull',
    'Pulling from the CRM',
    (report) => loop.pull(report),
    (counts) =>
      `${counts.pulled} records: ${counts.stored} stored, ${counts.quarantined} in quarantine`,
  );
}

/** @returns how many leads were learned from. @throws NoChampionError */
async function learn(loop: Loop, phases: Phases): Promise<number> {
  const { leads, verdict } = await phases.run(
    'train',
    'Learning from outcomes',
    async (report) => {
      const run = await loop.train('demo', report);
      return {
        leads: run.counts.won! + run.counts.lost! + run.counts.stale!,
        verdict: run.verdict,
      };
    },
    (run) => `${run.leads} leads; ${run.verdict}`,
  );
  if (!(await loop.champion())) throw new NoChampionError(verdict);
  return leads;
}

async function scoreAndWriteBack(
  loop: Loop,
  phases: Phases,
): Promise<Pick<Facts, 'tally' | 'confirmed'>> {
  await phases.run(
    'score',
    'Scoring open leads',
    (report) => loop.scored(report),
    (now) => `${now.scored} of ${now.open} open leads`,
  );
  const tally = await phases.run(
    'writeBack',
    'Writing scores back',
    (report) => loop.writtenBack(report),
    (now) => `${now.delivered} leads`,
  );
  const confirmed = await phases.run(
    'confirm',
    'Reading them back from the CRM',
    (report) => loop.confirm(report),
    (counts) => `${counts.confirmed} of ${counts.delivered} as sent`,
  );
  return { tally, confirmed };
}

/** Outcomes come in and are learned from, so that the loop is closed once before the end. */
export async function wholeTurn(
  loop: Loop,
  phases: Phases,
  dealership: SimulatedDealership,
  live: Live,
): Promise<{ summary: Summary; wrong: string[] }> {
  await pull(loop, phases);
  const trainedOn = await learn(loop, phases);
  const { tally, confirmed } = await scoreAndWriteBack(loop, phases);
  const champion = await loop.champion();
  const reported = live.reportOutcomes(OUTCOMES_OF_A_DAY).map(({ leadId }) => leadId);
  const { outcomesLearned } = await phases.run(
    'learnOutcomes',
    'Pulling what became of leads',
    (report) => loop.pull(report),
    (counts) => `${counts.outcomesLearned} outcomes of ${reported.length} reported`,
  );
  // Only now: a lead held for a status nobody knew becomes ours with the known one that ends it.
  const outcomesNotOurs = await loop.notSalesLeads(reported);
  const second = await phases.run(
    'retrain',
    'Learning again',
    (report) => loop.train('demo', report),
    (run) => run.verdict ?? run.state,
  );
  const summary: Summary = {
    leadsPulled: tally.leads + tally.leadsQuarantined,
    quarantined: tally.quarantined,
    excluded: tally.excluded,
    trainedOn,
    champion: champion && { version: champion.number, metrics: champion.metrics },
    scored: tally.scored,
    writtenBack: tally.delivered,
    confirmedInCrm: confirmed.confirmed,
    outcomesLearned,
    secondChampionOrReason: second.verdict ?? second.state,
    seconds: phases.seconds,
  };
  const { world } = dealership;
  return {
    summary,
    wrong: disagreements({
      world,
      tally,
      confirmed,
      outcomesReported: reported.length,
      outcomesNotOurs,
      summary,
    }),
  };
}
