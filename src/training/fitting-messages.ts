import type { FeatureTable } from '#features';
import type { Examples } from '#model/fitting';

/** What the main thread asks of the fitting thread. */
export type Question =
  | { method: 'fit'; train: Examples; validation: Examples }
  | { method: 'logOdds'; table: FeatureTable }
  | { method: 'refit'; examples: Examples }
  | { method: 'state' };

export type Call = Question & { id: number };

/** What the fitting thread says back, to the call of the same `id`. */
export type Answer =
  | { id: number; kind: 'progress'; done: number; phrase: string }
  | { id: number; kind: 'done'; result: unknown }
  | { id: number; kind: 'failed'; error: Error };
