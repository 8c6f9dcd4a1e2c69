import type { ReactNode } from 'react';
import { useDrift } from '../api/queries';
import { NumbersTable } from '../parts/numbers-table';
import { words } from '../words';

/** Features shown: the most moved. */
const SHOWN = 10;

/** Do other leads come than the model learned from? Nothing where that cannot be told. */
export function DriftSheet(): ReactNode {
  const { data } = useDrift();
  if (!data) return null;
  const moved = [data.score, ...data.features.slice(0, SHOWN)];
  return (
    <section className="sheet" aria-labelledby="drift-title">
      <h2 id="drift-title">{words.drift.title}</h2>
      <p className="quiet">{words.drift.says(data.leads, data.model)}</p>
      {moved.every(({ stability }) => stability === 'too few') ? (
        <p>{words.drift.tooFew}</p>
      ) : (
        <NumbersTable
          caption={words.drift.caption}
          columns={words.drift.columns}
          rows={moved.map(({ feature, label, psi, byChance, stability }) => ({
            key: feature,
            name: words.said(label),
            figures: [psi.toFixed(3), byChance.toFixed(3), words.drift.stability[stability]],
          }))}
        />
      )}
    </section>
  );
}
