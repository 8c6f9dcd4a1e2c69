/** What became of a lead. EXCLUDED leads (duplicate, test, service, parts, imported) never teach the model. */
export const OUTCOMES = ['OPEN', 'WON', 'LOST', 'STALE', 'EXCLUDED'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const EXCLUDED_REASONS = [
  'duplicate',
  'test',
  'service',
  'parts',
  'imported',
  'deleted',
] as const;
export type ExcludedReason = (typeof EXCLUDED_REASONS)[number];
