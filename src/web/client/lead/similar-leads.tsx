import type { ReactNode } from 'react';
import type { LeadPanelData, SimilarLead } from '../api/shapes';
import { money, when } from '../say';
import { PageLink, pathOf } from '../routes';
import { words } from '../words';

/** Six settled leads alike, outcome first, nothing about the person. */
export function SimilarLeads({
  lead,
  currency,
}: {
  lead: LeadPanelData;
  currency: string;
}): ReactNode {
  return (
    <section aria-labelledby="similar-title">
      <h3 id="similar-title">{words.lead.similar}</h3>
      {lead.similarLeads.length === 0 && <p className="quiet">{words.lead.similarNone}</p>}
      <ul className="similar">
        {lead.similarLeads.map((one) => (
          <Similar key={`${one.arrivedAt} ${one.line}`} one={one} currency={currency} />
        ))}
      </ul>
    </section>
  );
}

function Similar({ one, currency }: { one: SimilarLead; currency: string }): ReactNode {
  const { outcome, settledAfterDays, line, price, answeredAfterMinutes, shares } = one;
  return (
    <li className={`similar-lead ${outcome.toLowerCase()}`}>
      <strong>
        {words.lead.outcomes(outcome)} {words.lead.settled(settledAfterDays)}
      </strong>
      <span>{[line, price !== null && money(price, currency)].filter(Boolean).join(', ')}</span>
      <span className="quiet">
        {words.lead.answeredIn(answeredAfterMinutes)} ·{' '}
        {shares.map((share) => words.lead.shares[share] ?? '').join(', ')}
      </span>
    </li>
  );
}

/** The same person asked before, or about something else. */
export function PreviousLeads(given: {
  lead: LeadPanelData;
  now: Date;
  timeZone: string;
}): ReactNode {
  const { lead, now, timeZone } = given;
  if (lead.previousLeads.length === 0) return null;
  return (
    <section aria-labelledby="previous-title">
      <h3 id="previous-title">{words.lead.previous}</h3>
      <ul className="alternatives">
        {lead.previousLeads.map(({ leadId, arrivedAt, outcome, line }) => (
          <li key={leadId}>
            <PageLink to={pathOf.lead(leadId)}>{line ?? words.queue.noVehicle}</PageLink>
            <span className="quiet">
              {outcome === 'OPEN' ? words.lead.outcomeOpen : words.lead.outcomes(outcome)} ·{' '}
              {when(arrivedAt, now, timeZone)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
