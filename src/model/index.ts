/**
 * The learner: the only room that knows TensorFlow.js. It promises one contract for every family of
 * estimators, exact reasons, and a registry of immutable versions of which one is champion. It pulls
 * vectors shaped by features and nothing else; it never reads a lead, an outcome or a clock while
 * learning. `#model/fitting` is the same learner without the framework, for worker threads.
 */
export * from './fitting.js';
export {
  AlreadyChampionError,
  GroupAdminNeededError,
  ModelUnusableError,
  ModelVersionNotFoundError,
  NoEarlierChampionError,
} from './model.errors.js';
export { CourtDto } from './court/court.dto.js';
export { ModelModule } from './model.module.js';
export { CHAMPION_CHANGED, ModelRegistry } from './model-registry.js';
export type {
  ChampionModel,
  ModelCard,
  ModelVersion,
  NewModelVersion,
  PromotionNote,
} from './model-version.js';
export type { CardGroup, CardSegment, WrittenCard } from './written-card.js';
