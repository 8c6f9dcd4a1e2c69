import type { ReactNode } from 'react';
import type { OutcomeChances } from '../api/shapes';
import { words } from '../words';

const ENDS = ['won', 'lost', 'stale', 'open'] as const;

/** Where the lead will stand in 30, 60 and 90 days: a bar a day, and the same in numbers. */
export function OutcomeShares({ outcomes }: { outcomes: OutcomeChances[] | null }): ReactNode {
  if (!outcomes || outcomes.length === 0) return null;
  return (
    <section aria-labelledby="next-title">
      <h3 id="next-title">{words.lead.next}</h3>
      <ul className="ends">
        {outcomes.map((chances) => (
          <li key={chances.days}>
            <span className="quiet">{words.lead.days(chances.days)}</span>
            <ShareBar chances={chances} />
            <span className="quiet" aria-hidden="true">
              {words.lead.bought(percent(chances.won))}
            </span>
            <span className="unseen">{inWords(chances)}</span>
          </li>
        ))}
      </ul>
      <ul className="ends-key" aria-hidden="true">
        {ENDS.map((end) => (
          <li key={end}>
            <span className={`swatch ${end}`} />
            {words.lead.ends[end]}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ShareBar({ chances }: { chances: OutcomeChances }): ReactNode {
  let from = 0;
  return (
    <svg className="share-bar" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true">
      {ENDS.map((end) => {
        const width = chances[end] * 100;
        const x = from;
        from += width;
        return <rect key={end} className={end} x={x} y="0" width={width} height="20" />;
      })}
    </svg>
  );
}

const percent = (share: number): number => Math.round(share * 100);

const inWords = ({ days, won, lost, stale, open }: OutcomeChances): string =>
  words.lead.nextSays(days, percent(won), percent(lost), percent(stale), percent(open));
