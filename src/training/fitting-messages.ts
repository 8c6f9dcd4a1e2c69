import type { FollowedLeads, LearnedElsewhere } from '#model/fitting';

import type { Recipe } from './fitting.js';
import type { AskedLeads } from './followed-leads.js';
import type { CodedExamples, CodedTable } from './shared-table.js';

/** What the fitting thread begins with: a recipe, and where to go on from. */
export interface FittingStart {
  recipe: Recipe;
  learned?: { state: unknown };
}

/** What the main thread asks of the fitting thread. */
export type Question =
  | {
      method: 'fit';
      train: CodedExamples;
      validation: CodedExamples;
      learned: readonly LearnedElsewhere[];
    }
  | { method: 'logOdds'; table: CodedTable }
  | { method: 'refit'; examples: CodedExamples }
  | { method: 'hazards'; followed: FollowedLeads; horizonDays: number; atDays: number }
  | { method: 'foretell'; followed: FollowedLeads; asked: AskedLeads; horizonDays: number }
  | { method: 'state' };

export type Call = Question & { id: number };

/** What the fitting thread says back, to the call of the same `id`. */
export type Answer =
  | { id: number; kind: 'progress'; done: number; phrase: string }
  | { id: number; kind: 'done'; result: unknown }
  | { id: number; kind: 'failed'; error: Error };
