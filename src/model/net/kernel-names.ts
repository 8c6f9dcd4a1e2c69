/** The kernels that TensorFlow.js lacks, or has too slowly; ensemble-layers.ts says what they mean. */
export const RUNNING_SUMS = 'LeadRunningSums';
export const ADDITIVE_LAYER = 'LeadAdditiveLayer';
export const ADDITIVE_LAYER_GRADIENT = 'LeadAdditiveLayerGradient';
export const DENSE_LAYER = 'LeadDenseLayer';
export const DENSE_LAYER_GRADIENT = 'LeadDenseLayerGradient';
export const PASS_ACTIVE = 'LeadPassActive';
export const COLUMN_SUMS = 'LeadColumnSums';
export const MEMBER_HEADS = 'LeadMemberHeads';
export const MEMBER_HEADS_GRADIENT = 'LeadMemberHeadsGradient';
export const ADAM_W = 'LeadAdamW';

/** A share of the activations to drop, and which: the same seed drops the same ones. */
export interface Dropout {
  rate: number;
  seed: number;
}
