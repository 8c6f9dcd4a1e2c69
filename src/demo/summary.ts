import type { World } from '#simulator';
import type { Confirmed } from '#writeback';
import type { Tally } from './tally.js';

/** The last line of `--exit`. */
export interface Summary {
  leadsPulled: number;
  /** Records of any kind that wait with a reason. */
  quarantined: number;
  excluded: number;
  /** Leads the serving champion learned from. */
  trainedOn: number;
  champion: { version: number; metrics: unknown } | null;
  scored: number;
  writtenBack: number;
  confirmedInCrm: number;
  /** By the second pull, of the outcomes that the CRM reported after the first. */
  outcomesLearned: number;
  secondChampionOrReason: string;
  /** By phase. */
  seconds: Record<string, number>;
}

export interface Facts {
  world: World;
  /** After scoring and writing back. */
  tally: Tally;
  confirmed: Confirmed;
  outcomesReported: number;
  /** Of these, outcomes of leads that are no sales leads here, or that wait in quarantine. */
  outcomesNotOurs: number;
  summary: Summary;
}

/** What does not add up, in words; empty when everything does. */
export function disagreements({
  world,
  tally,
  confirmed,
  outcomesReported,
  outcomesNotOurs,
  summary,
}: Facts): string[] {
  const claims: [string, number, string, number][] = [
    ['leads stored or quarantined', summary.leadsPulled, 'leads in the CRM', leadsIn(world)],
    ['leads scored', summary.scored, 'open leads', tally.open],
    ['leads written back', summary.writtenBack, 'scored leads of the CRM', tally.writable],
    [
      'scores confirmed in the CRM',
      summary.confirmedInCrm,
      'scores delivered',
      confirmed.delivered,
    ],
    [
      'outcomes learned',
      summary.outcomesLearned,
      'outcomes reported of sales leads',
      outcomesReported - outcomesNotOurs,
    ],
    ['dead deliveries', tally.deadDeliveries, 'expected', 0],
  ];
  return claims.flatMap(([what, is, than, should]) =>
    is === should ? [] : [`${what}: ${is}, but ${than}: ${should}`],
  );
}

const leadsIn = (world: World): number =>
  world.rooftops.reduce((sum, { key }) => sum + world.branch(key).logs.leads.size, 0);
