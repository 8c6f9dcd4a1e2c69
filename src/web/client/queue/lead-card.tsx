import { memo, type ReactNode } from 'react';
import type { Reason, WorklistLead } from '../api/shapes';
import { ContactButtons } from '../parts/contact';
import { Band, Percent, PromiseClock } from '../parts/likelihood';
import { Tick } from '../parts/tick';
import { VehicleLine } from '../parts/vehicle-line';
import { PageLink, pathOf } from '../routes';
import { words } from '../words';
import { nextStep } from './lead-cells';

export const LeadCard = memo(function LeadCard(given: {
  lead: WorklistLead;
  now: Date;
  /** undefined: leads are not being chosen. */
  chosen: boolean | undefined;
  toggle: (leadId: string) => void;
}): ReactNode {
  const { lead, now, chosen, toggle } = given;
  const { likelihood, customer, promise, outcome, firstLine, reasons } = lead;
  const name = customer.name ?? words.queue.noName;
  return (
    <article className={`card ${likelihood?.band ?? 'unscored'}`} data-lead={lead.leadId}>
      <div className="card-top">
        {likelihood ? (
          <p className="card-score">
            <Percent percent={likelihood.percent} />
            <Band band={likelihood.band} trend={likelihood.trend} />
            <span className="quiet">
              {words.likely(likelihood.lowerPercent, likelihood.upperPercent)}
            </span>
          </p>
        ) : (
          <p className="card-score quiet">{words.queue.unscored}</p>
        )}
        <PromiseClock promise={promise} outcome={outcome} now={now} />
      </div>
      <h2 className="card-name">
        <PageLink to={pathOf.lead(lead.leadId)} className="card-link">
          <bdi>{name}</bdi>
        </PageLink>
      </h2>
      <VehicleLine vehicle={lead.vehicle} now={now} />
      {firstLine !== null && (
        <p className="own-words">
          <bdi>“{firstLine}”</bdi>
        </p>
      )}
      {reasons.length > 0 && (
        <ul className="card-reasons">
          {reasons.slice(0, 2).map((reason) => (
            <ReasonMark key={reason.sentence} reason={reason} />
          ))}
        </ul>
      )}
      <p className="next-step">{nextStep(lead)}</p>
      {chosen === undefined ? (
        <ContactButtons lead={lead} />
      ) : (
        // Its label lies over the whole card: a thumb anywhere on it chooses.
        <label className="card-choose">
          <Tick
            label={words.queue.choose(name)}
            checked={chosen}
            change={() => toggle(lead.leadId)}
          />
          {words.queue.choose(name)}
        </label>
      )}
    </article>
  );
});

/** Plus and minus by sign and word, not by colour alone. */
function ReasonMark({ reason }: { reason: Reason }): ReactNode {
  const forSale = reason.points >= 0;
  return (
    <li className={forSale ? 'reason for' : 'reason against'} title={words.said(reason.sentence)}>
      <span aria-hidden="true">{forSale ? '+' : '−'}</span>
      <span className="unseen">{forSale ? words.lead.forSale : words.lead.againstSale}: </span>
      {words.said(reason.phrase)}
    </li>
  );
}
