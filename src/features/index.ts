/**
 * A lead and its history as of a cutoff, as one feature vector.
 *
 * Promise: training and serving build their vectors by the same function, from the same declarations,
 * so that a model is asked about what it was taught. One feature is one declaration in one file under
 * themes/. Missing is a value; every number is finite.
 *
 * Pulls from: lead histories and the dealership's market (#leads). Knows no database and keeps no state
 * but what it prepares once per market and per schema.
 *
 * Never: reads what became known after the cutoff; lets a name, age, gender, religion, language, marital
 * status, postal code, credit or origin become a feature (no setting can change that); names such a thing
 * in a reason.
 */
export type {
  FeatureColumn,
  FeatureKind,
  FeatureRow,
  FeatureTable,
  FeatureVector,
} from './feature-table.js';
export { featureSchema, schemaHash } from './feature-schema.js';
export { buildFeatureRow, buildFeatureVector } from './feature-vector.js';
export { rowOf, vectorOf } from './feature-row.js';
export { tableFromVectors, vectorAt } from './vector-table.js';
export {
  CustomAttributeSurvey,
  customColumns,
  refusedAttributes,
  type RefusedAttribute,
} from './custom-attributes.js';
export { capital, describeValue, reasonSentence } from './reasons.js';
export { evidenceSentence, type SeenAlike } from './evidence-words.js';
export { changeSentence, UNCHANGED_WORDS } from './change-words.js';
export { actionSentence, DESK_ACTIONS, isStillToDo, type DeskAction } from './desk-actions.js';
export type { Locale } from './reason-text.js';
export { aspectOf, isOfRooftop } from './aspects.js';
export { isSpeakable } from './speakable.js';
export { LIFE_STAGES, lifeStage } from './life-stages.js';
export { rangeAt, rangeEdges, rangeIndex, type ValueRange } from './value-ranges.js';
export { exampleCutoffs } from './example-cutoffs.js';
export { clocksAt, rowClocks, type LeadClocks } from './lead-clocks.js';
export { indexMarket } from './market-index.js';
export {
  DeniedFeatureError,
  InvalidInstantError,
  MalformedVectorError,
  UnknownFeatureError,
  UnknownTimeZoneError,
} from './features.errors.js';
