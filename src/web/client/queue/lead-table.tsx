import type { ReactNode } from 'react';
import type { WorklistLead } from '../api/shapes';
import { Band, Percent, PromiseClock, RangeBar } from '../parts/likelihood';
import { VehicleLine } from '../parts/vehicle-line';
import { go, PageLink, pathOf } from '../routes';
import { inFull, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';

export function LeadTable(given: {
  leads: WorklistLead[];
  now: Date;
  open: string | undefined;
}): ReactNode {
  const scaleEnd = scaleOf(given.leads);
  const { columns } = words.queue;
  return (
    <div className="table-frame">
      <table className="table" aria-label={words.queue.tableLabel}>
        <thead>
          <tr>
            <th scope="col" className="column-likelihood">
              {columns.likelihood}
            </th>
            <th scope="col" className="column-customer">
              {columns.customer}
            </th>
            <th scope="col" className="column-vehicle">
              {columns.vehicle}
            </th>
            <th scope="col" className="column-reason">
              {columns.reason}
            </th>
            <th scope="col" className="column-promise">
              {columns.promise}
            </th>
          </tr>
        </thead>
        <tbody>
          {given.leads.map((lead) => (
            <Row
              key={lead.leadId}
              lead={lead}
              now={given.now}
              open={lead.leadId === given.open}
              scaleEnd={scaleEnd}
            />
          ))}
        </tbody>
      </table>
      <p className="keys">{words.queue.keys}</p>
    </div>
  );
}

function Row(given: { lead: WorklistLead; now: Date; open: boolean; scaleEnd: number }): ReactNode {
  const { lead, now, open } = given;
  const { dealership } = useRooftop();
  const { leadId, likelihood, customer, firstLine, promise, outcome, arrivedAt } = lead;
  const reason = lead.reasons[0];
  return (
    // The whole row answers the mouse; the keyboard has the link in it and j, k, Enter.
    <tr
      className={`row ${likelihood?.band ?? 'unscored'} ${open ? 'open' : ''}`}
      data-lead={leadId}
      onClick={() => go(pathOf.lead(leadId))}
    >
      <td className="column-likelihood">
        <LikelihoodCell lead={lead} scaleEnd={given.scaleEnd} />
      </td>
      <td className="column-customer">
        <PageLink to={pathOf.lead(leadId)} className="row-name" current={open}>
          {customer.name ?? words.queue.noName}
        </PageLink>
        <span className="row-line">
          {firstLine === null ? words.queue.noMessage : `“${firstLine}”`}
        </span>
      </td>
      <td className="column-vehicle">
        <VehicleLine vehicle={lead.vehicle} now={now} brief />
      </td>
      <td className="column-reason">
        {reason ? (
          <span title={reason.sentence}>
            {reason.points >= 0 ? '+' : '−'} {reason.phrase}
          </span>
        ) : (
          <span className="quiet">{words.queue.noReason}</span>
        )}
      </td>
      <td className="column-promise">
        <PromiseClock promise={promise} outcome={outcome} now={now} />
        <span className="row-line" title={inFull(arrivedAt, dealership.timeZone)}>
          {when(arrivedAt, now, dealership.timeZone)}
        </span>
      </td>
    </tr>
  );
}

/** One scale for all rows, so that ranges can be compared: from 0 to the highest, in tens. */
function scaleOf(leads: WorklistLead[]): number {
  const highest = Math.max(...leads.map(({ likelihood }) => likelihood?.upperPercent ?? 0));
  return Math.max(20, Math.ceil(highest / 10) * 10);
}

function LikelihoodCell(given: { lead: WorklistLead; scaleEnd: number }): ReactNode {
  const { likelihood } = given.lead;
  if (!likelihood) return <span className="quiet">{words.queue.unscored}</span>;
  const { percent, lowerPercent, upperPercent, band, trend } = likelihood;
  return (
    <div className="likelihood-cell" title={words.likely(lowerPercent, upperPercent)}>
      <Percent percent={percent} />
      <Band band={band} trend={trend} />
      <RangeBar likelihood={likelihood} scaleEnd={given.scaleEnd} />
    </div>
  );
}
