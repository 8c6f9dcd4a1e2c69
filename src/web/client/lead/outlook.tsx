import type { ReactNode } from 'react';
import type { PossibleAction, ScoreChange } from '../api/shapes';
import { signed } from '../say';
import { words } from '../words';

/** What the desk can do about a lead, and what leads so treated came to. */
export function PossibleActions({ actions }: { actions: PossibleAction[] }): ReactNode {
  if (actions.length === 0) return null;
  return (
    <section aria-labelledby="actions-title">
      <h3 id="actions-title">{words.lead.actions}</h3>
      <ul className="outlook">
        {actions.map(({ action, sentence }) => (
          <li key={action}>{words.said(sentence)}</li>
        ))}
      </ul>
      <p className="quiet">{words.lead.association}</p>
    </section>
  );
}

/** What moved the likelihood since the score before, in points. */
export function ScoreChanges({ changes }: { changes: ScoreChange[] }): ReactNode {
  if (changes.length === 0) return null;
  return (
    <section aria-labelledby="changes-title">
      <h3 id="changes-title">{words.lead.changed}</h3>
      <ul className="outlook">
        {changes.map(({ sentence, points }) => (
          <li key={sentence}>
            {words.said(sentence)}{' '}
            <span className="quiet">
              {signed(points)} {words.lead.points}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
