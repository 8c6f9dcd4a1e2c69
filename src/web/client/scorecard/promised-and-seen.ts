import type { ScorecardGroup } from '../api/shapes';
import { words } from '../words';

const LEAST = 0.001;
const percent = (share: number): string => (share * 100).toFixed(1);

export const promisedAndSeenColumns = (): string[] => Object.values(words.scorecard.columns);

/** Under these columns: "5.0 %", "5.2 %", "2.0–9.3 %", 910, 47. */
export const promisedAndSeen = ({ promised, seen, leads, won }: ScorecardGroup): string[] => [
  // Nobody is promised nothing.
  promised < LEAST ? `< ${percent(LEAST)} %` : `${percent(promised)} %`,
  `${percent(seen.share)} %`,
  `${percent(seen.lower)}–${percent(seen.upper)} %`,
  leads.toLocaleString(words.locale),
  won.toLocaleString(words.locale),
];
