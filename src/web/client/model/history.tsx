import type { ReactNode } from 'react';
import type { ModelCardData } from '../api/shapes';
import { inFull, sentence, useNow, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { actorWords } from './actor-words';

/** When a version was put to serve, by whom and why; nothing where it never was. */
export function History({ promotions }: Pick<ModelCardData, 'promotions'>): ReactNode {
  const { dealership } = useRooftop();
  const now = useNow();
  if (promotions.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="history-title">
      <h2 id="history-title">{words.versions.history}</h2>
      <ul className="admin-list">
        {promotions.map(({ at, by, byName, reason }) => (
          <li key={at}>
            <p>
              <strong>{sentence(actorWords(by, byName))}</strong>
              <span className="quiet" title={inFull(at, dealership.timeZone)}>
                {` · ${when(at, now, dealership.timeZone)}`}
              </span>
            </p>
            <p className="run-verdict">{sentence(words.said(reason))}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
