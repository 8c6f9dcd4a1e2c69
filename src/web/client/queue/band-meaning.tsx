import type { ReactNode } from 'react';
import type { WorklistSummary } from '../api/shapes';
import { words } from '../words';

/** What the chosen band has meant at this store, once enough of its leads have settled. */
export function BandMeaning(given: {
  summary: WorklistSummary;
  band: 'hot' | 'warm' | 'cool';
}): ReactNode {
  const history = given.summary.bandHistory.find(({ band }) => band === given.band);
  if (!history) return null;
  const { won, leads, settledAfterDays } = history;
  return (
    <p className="band-meaning">
      {words.bandMeant(words.bands[given.band].name, won, leads, settledAfterDays)}
    </p>
  );
}
