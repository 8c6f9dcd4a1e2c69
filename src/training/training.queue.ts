/** A run waits for this group. Keyed by the group: two of them never learn side by side. */
export const TRAINING_REQUESTED = 'training-requested';

export interface TrainingRequested {
  groupId: string;
}
