import type { Search } from '../api/queries';
import type { View } from './view';

export interface ToolsGiven {
  view: View;
  choose: (view: Partial<View>) => void;
  search: Search;
  find: (search: Search) => void;
  /** Several leads are to be chosen. */
  chooseSeveral: () => void;
}
