import type { ReactNode } from 'react';
import type { LeadPanelData } from '../api/shapes';
import { inFull, when } from '../say';
import { words } from '../words';

/** On what it rests that the customer may be called, texted or mailed. */
function MayBeReached(given: { lead: LeadPanelData; now: Date; timeZone: string }): ReactNode {
  const { lead, now, timeZone } = given;
  const rests = lead.contact.flatMap(({ way, agreed }) => (agreed ? [{ way, ...agreed }] : []));
  if (rests.length === 0) return null;
  return (
    <div className="reach-facts">
      <dt>{words.lead.facts.reach}</dt>
      {rests.map(({ way, how, at, words: said }) => (
        <dd key={way} title={inFull(at, timeZone)}>
          {words.contact.rests(words.contact[way], how, when(at, now, timeZone), said)}
        </dd>
      ))}
    </div>
  );
}

/** How the lead came, who looks after it, and what allows to write to the customer. */
export function LeadFacts(given: { lead: LeadPanelData; now: Date; timeZone: string }): ReactNode {
  const { lead, now, timeZone } = given;
  return (
    <dl className="facts">
      <div>
        <dt>{words.lead.facts.arrived}</dt>
        <dd title={inFull(lead.arrivedAt, timeZone)}>{when(lead.arrivedAt, now, timeZone)}</dd>
      </div>
      {lead.source !== null && (
        <div>
          <dt>{words.lead.facts.source}</dt>
          <dd>{lead.source}</dd>
        </div>
      )}
      <div>
        <dt>{words.lead.facts.rep}</dt>
        <dd>{lead.assignedTo ?? words.lead.facts.nobody}</dd>
      </div>
      <MayBeReached {...given} />
    </dl>
  );
}
