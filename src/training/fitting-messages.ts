import type { FeatureTable } from '#features';
import type { Examples, FollowedLeads, LearnedElsewhere } from '#model/fitting';

import type { AskedLeads } from './followed-leads.js';

/** What the main thread asks of the fitting thread. */
export type Question =
  | {
      method: 'fit';
      train: Examples;
      validation: Examples;
      learned: readonly LearnedElsewhere[];
    }
  | { method: 'logOdds'; table: FeatureTable }
  | { method: 'refit'; examples: Examples }
  | { method: 'hazards'; followed: FollowedLeads; horizonDays: number; atDays: number }
  | { method: 'foretell'; followed: FollowedLeads; asked: AskedLeads; horizonDays: number }
  | { method: 'state' };

export type Call = Question & { id: number };

/** What the fitting thread says back, to the call of the same `id`. */
export type Answer =
  | { id: number; kind: 'progress'; done: number; phrase: string }
  | { id: number; kind: 'done'; result: unknown }
  | { id: number; kind: 'failed'; error: Error };
