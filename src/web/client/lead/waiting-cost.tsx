import type { ReactNode } from 'react';
import { useWaiting } from '../api/queries';
import type { LeadPanelData } from '../api/shapes';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';

/** What is said to be lost by leaving the lead unanswered; nothing where nobody waits for an answer. */
export function WaitingCost({ lead }: { lead: LeadPanelData }): ReactNode {
  const { dealership } = useRooftop();
  const { outcome, promise, likelihood } = lead;
  const waits = outcome === 'OPEN' && promise.answeredAt === null && likelihood !== null;
  const { data } = useWaiting(dealership.key, lead.leadId, waits);
  if (!waits || !data?.now) return null;
  return (
    <section aria-labelledby="waiting-title">
      <h3 id="waiting-title">{words.lead.unanswered}</h3>
      <p className="outlook">{words.lead.waiting(data.now.likelihoodPercent, data.waits)}</p>
    </section>
  );
}
