import type { Me } from '../api/shapes';

/** One model serves the whole group, so one rooftop's admin does not change it. */
export const mayChangeModels = ({ scopes, wholeGroup }: Me): boolean =>
  wholeGroup && scopes.includes('admin');
