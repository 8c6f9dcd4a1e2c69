import type { EntityManager } from 'typeorm';
import type { ModelRegistry, ScoringModel } from '#model';

import type { Recipe } from './fitting.js';

/** The version that serves now, and from when on it cannot have known outcomes. */
export interface Defender {
  number: number;
  model: ScoringModel;
  recipe: Recipe;
  /** It knew no outcome recorded later. */
  learnedAt: Date;
  /** When it last began to serve; after a rollback that is later than it learned. */
  servingSince: Date;
  /** Leads with an outcome that it learned from. */
  outcomes: number;
}

/** What training wrote on the version's card. */
interface LearnedCard {
  learnedUntil?: string;
  recipe?: Recipe;
  counts?: { won: number; lost: number; stale: number };
}

/** The group's champion with what its card says; null before the first. Runs inside the group's tenancy. */
export async function readDefender(
  registry: ModelRegistry,
  manager: EntityManager,
  groupId: string,
): Promise<Defender | null> {
  const champion = await registry.champion(manager, groupId);
  if (!champion) return null;
  const { number, model, family, seed, createdAt, promotedAt } = champion;
  const card = (await registry.card(manager, groupId, champion.id)).card as LearnedCard;
  const { won = 0, lost = 0, stale = 0 } = card.counts ?? {};
  return {
    number,
    model,
    recipe: card.recipe ?? { family, hyperparameters: {}, seed },
    learnedAt: card.learnedUntil ? new Date(card.learnedUntil) : createdAt,
    servingSince: promotedAt ?? createdAt,
    outcomes: won + lost + stale,
  };
}
