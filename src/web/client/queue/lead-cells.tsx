import type { ComponentType, ReactNode } from 'react';
import type { WorklistLead } from '../api/shapes';
import { Band, Percent, PromiseClock, RangeBar } from '../parts/likelihood';
import { VehicleLine } from '../parts/vehicle-line';
import { PageLink, pathOf } from '../routes';
import { inFull, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import type { Column } from './view';

interface CellGiven {
  lead: WorklistLead;
  now: Date;
  open: boolean;
  scaleEnd: number;
}

/** One scale for all rows, so that ranges can be compared: from 0 to the highest, in tens. */
export function scaleOf(leads: WorklistLead[]): number {
  let highest = 0;
  for (const { likelihood } of leads) highest = Math.max(highest, likelihood?.upperPercent ?? 0);
  return Math.max(20, Math.ceil(highest / 10) * 10);
}

function LikelihoodCell({ lead, scaleEnd }: CellGiven): ReactNode {
  const { likelihood } = lead;
  if (!likelihood) return <span className="quiet">{words.queue.unscored}</span>;
  const { percent, lowerPercent, upperPercent, band, trend } = likelihood;
  return (
    <div className="likelihood-cell" title={words.likely(lowerPercent, upperPercent)}>
      <Percent percent={percent} />
      <Band band={band} trend={trend} />
      <RangeBar likelihood={likelihood} scaleEnd={scaleEnd} />
    </div>
  );
}

function CustomerCell({ lead, open }: CellGiven): ReactNode {
  const { leadId, customer, firstLine } = lead;
  return (
    <>
      <PageLink to={pathOf.lead(leadId)} className="row-name" current={open}>
        <bdi>{customer.name ?? words.queue.noName}</bdi>
      </PageLink>
      <span className="row-line">
        {firstLine === null ? words.queue.noMessage : <bdi>“{firstLine}”</bdi>}
      </span>
    </>
  );
}

function ReasonCell({ lead }: CellGiven): ReactNode {
  const [reason] = lead.reasons;
  if (!reason) return <span className="quiet">{words.queue.noReason}</span>;
  return (
    <span title={words.said(reason.sentence)}>
      {reason.points >= 0 ? '+' : '−'} {words.said(reason.phrase)}
    </span>
  );
}

function PromiseCell({ lead, now }: CellGiven): ReactNode {
  const { dealership } = useRooftop();
  const { promise, outcome, arrivedAt } = lead;
  return (
    <>
      <PromiseClock promise={promise} outcome={outcome} now={now} />
      <span className="row-line" title={inFull(arrivedAt, dealership.timeZone)}>
        {when(arrivedAt, now, dealership.timeZone)}
      </span>
    </>
  );
}

/** What to do now, as far as the row tells. */
export function nextStep({ vehicle, promise, wroteAgain }: WorklistLead): string {
  if (vehicle?.sold) return words.queue.nextStep.alternative;
  if (wroteAgain) return words.queue.nextStep.reply;
  return promise.answeredAt === null ? words.queue.nextStep.answer : words.queue.nextStep.follow;
}

export const cells: Record<Column, ComponentType<CellGiven>> = {
  likelihood: LikelihoodCell,
  customer: CustomerCell,
  vehicle: ({ lead, now }) => <VehicleLine vehicle={lead.vehicle} now={now} brief />,
  reason: ReasonCell,
  next: ({ lead }) => <span>{nextStep(lead)}</span>,
  promise: PromiseCell,
  source: ({ lead }) => <span>{lead.source}</span>,
  rep: ({ lead }) => <span>{lead.assignedTo ?? words.lead.facts.nobody}</span>,
};
