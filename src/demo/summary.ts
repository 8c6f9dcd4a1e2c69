import type { World } from '#simulator';
import type { Confirmed } from '#writeback';
import type { Tally } from './tally.js';

/** The last line of `--exit`. */
export interface Summary {
  leadsPulled: number;
  quarantined: number;
  excluded: number;
  trainedOn: number;
  champion: { version: number; metrics: Record<string, unknown> } | null;
  scored: number;
  writtenBack: number;
  confirmedInCrm: number;
  outcomesLearned: number;
  secondChampionOrReason: string;
  seconds: Record<string, number>;
}

/** What does not add up, in words; empty when everything does. */
export function disagreements(facts: {
  world: World;
  tally: Tally;
  confirmed: Confirmed;
  reported: number;
  outcomesLearned: number;
  summary: Summary;
}): string[] {
  const { tally, confirmed, summary } = facts;
  const inCrm = leadsIn(facts.world);
  const claims: [string, number, string, number][] = [
    ['leads stored and quarantined', tally.leads + leadsHeld(summary), 'leads in the CRM', inCrm],
    ['leads scored', summary.scored, 'open leads', tally.open],
    ['leads written back', summary.writtenBack, 'leads scored', summary.scored],
    ['scores confirmed in the CRM', confirmed.confirmed, 'scores delivered', confirmed.delivered],
    ['outcomes learned', facts.outcomesLearned, 'outcomes reported', facts.reported],
    ['dead deliveries', tally.deadDeliveries, 'none', 0],
  ];
  return claims.flatMap(([what, is, than, should]) =>
    is === should ? [] : [`${what}: ${is}, but ${than}: ${should}`],
  );
}

const leadsHeld = (summary: Summary): number => summary.quarantined;

const leadsIn = (world: World): number =>
  world.rooftops.reduce((sum, { key }) => sum + world.branch(key).logs.leads.size, 0);
