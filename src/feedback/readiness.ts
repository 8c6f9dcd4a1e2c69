import { Injectable } from '@nestjs/common';
import { Directory, Tenancy } from '#access';

/** What a rooftop's scores rest on: its group and region; both and itself; itself. */
export const READINESS_STAGES = ['borrowed', 'mixed', 'own'] as const;
export type ReadinessStage = (typeof READINESS_STAGES)[number];

/** Sold, and closed without a sale: from then on a rooftop's own outcomes tell it from others … */
const MIXED_FROM = { won: 40, lost: 40 };
/** … and from so many sold on they weigh more than what others have seen. */
const OWN_FROM = { won: 120, lost: 40 };

export interface Outcomes {
  won: number;
  /** LOST and STALE. */
  lost: number;
}

export interface Readiness extends Outcomes {
  stage: ReadinessStage;
  /** What is still to come before the next stage; null at the last. */
  missing: Outcomes | null;
  /** What it means, for people. */
  words: string;
}

/** Tells how far a rooftop has come from borrowed experience to its own. */
@Injectable()
export class ReadinessMeter {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly directory: Directory,
  ) {}

  async of(dealershipId: string): Promise<Readiness> {
    const { name } = await this.directory.dealership(dealershipId);
    const [seen] = await this.tenancy.asWholeDealership(dealershipId, (manager) =>
      manager.query<[Outcomes]>(
        `SELECT count(*) FILTER (WHERE outcome = 'WON')::int AS won,
           count(*) FILTER (WHERE outcome IN ('LOST', 'STALE'))::int AS lost
         FROM lead WHERE dealership_id = $1`,
        [dealershipId],
      ),
    );
    return readinessOf(seen, name);
  }
}

export function readinessOf({ won, lost }: Outcomes, rooftop: string): Readiness {
  const stage = stageOf({ won, lost });
  const goal = { borrowed: MIXED_FROM, mixed: OWN_FROM, own: null }[stage];
  const missing = goal && {
    won: Math.max(0, goal.won - won),
    lost: Math.max(0, goal.lost - lost),
  };
  const far = `${won} of its leads were sold and ${lost} closed without a sale`;
  const words = {
    borrowed: `Scores at ${rooftop} rest on its group and its region so far: ${far}. With ${MIXED_FROM.won} of each its own outcomes begin to tell it from the others.`,
    mixed: `Scores at ${rooftop} rest on its group, its region and its own outcomes: ${far}. From ${OWN_FROM.won} sold on its own weigh most.`,
    own: `Scores at ${rooftop} rest on its own outcomes first: ${far}.`,
  }[stage];
  return { stage, won, lost, missing, words };
}

function stageOf({ won, lost }: Outcomes): ReadinessStage {
  const reached = (goal: Outcomes): boolean => won >= goal.won && lost >= goal.lost;
  if (reached(OWN_FROM)) return 'own';
  return reached(MIXED_FROM) ? 'mixed' : 'borrowed';
}
