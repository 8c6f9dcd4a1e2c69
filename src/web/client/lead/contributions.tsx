import type { ReactNode } from 'react';
import type { LeadPanelData, Reason } from '../api/shapes';
import { signed } from '../say';
import { words } from '../words';

/** What speaks for and against a sale, in points that lead from the usual likelihood to this one. */
export function Contributions({ lead }: { lead: LeadPanelData }): ReactNode {
  const { likelihood, usualPercent, reasonsFor, reasonsAgainst, otherPoints } = lead;
  if (!likelihood || usualPercent === null) return <p className="quiet">{words.lead.unscored}</p>;
  const reasons = [...reasonsFor, ...reasonsAgainst];
  const most = Math.max(0.5, ...reasons.map(({ points }) => Math.abs(points)));
  return (
    <>
      <p className="quiet">{words.lead.whyLead(usualPercent, likelihood.percent)}</p>
      <ul className="contributions">
        <li className="contribution end">
          <span>{words.lead.usual}</span>
          <span className="contribution-total">{usualPercent} %</span>
        </li>
        {reasons.map((reason) => (
          <Contribution key={reason.sentence} reason={reason} most={most} />
        ))}
        {Math.abs(otherPoints) >= 0.05 && (
          <li className="contribution">
            <span className="quiet">{words.lead.other}</span>
            <Bar points={otherPoints} most={most} />
          </li>
        )}
        <li className="contribution end">
          <span>{words.lead.this}</span>
          <span className="contribution-total">{likelihood.percent} %</span>
        </li>
      </ul>
    </>
  );
}

function Contribution({ reason, most }: { reason: Reason; most: number }): ReactNode {
  return (
    <li className="contribution" title={words.said(reason.sentence)}>
      <span>{words.said(reason.phrase)}</span>
      <Bar points={reason.points} most={most} />
      {reason.evidence !== null && (
        <small className="evidence">{words.said(reason.evidence)}</small>
      )}
    </li>
  );
}

/**
 * From the middle line: to the right for a sale, to the left against; the number says the same.
 * The sum of everything unlisted may be longer than any reason, and ends at the edge.
 */
function Bar({ points, most }: { points: number; most: number }): ReactNode {
  const length = Math.min(50, Math.max(1.5, (Math.abs(points) / most) * 50));
  const forSale = points >= 0;
  return (
    <span className={forSale ? 'bar for' : 'bar against'}>
      <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
        <rect
          className="bar-length"
          x={forSale ? 50 : 50 - length}
          y="1"
          width={length}
          height="10"
          rx="1"
        />
        <line className="bar-start" x1="50" x2="50" y1="0" y2="12" />
      </svg>
      <span className="bar-points">
        {signed(points)}
        <span className="unseen">
          {' '}
          {words.lead.points}, {forSale ? words.lead.forSale : words.lead.againstSale}
        </span>
      </span>
    </span>
  );
}
