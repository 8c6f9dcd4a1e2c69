import { type ReactNode, type RefObject, useDeferredValue } from 'react';
import type { LeadPanelData } from '../api/shapes';
import { useLead } from '../api/queries';
import { ContactButtons } from '../parts/contact';
import { Icon } from '../parts/icons';
import { ProblemNotice } from '../parts/notices';
import { LeadSkeleton } from '../parts/skeletons';
import { PageLink, pathOf } from '../routes';
import { useNow } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { Contributions } from './contributions';
import { Disagree } from './disagree';
import { LeadFacts } from './lead-facts';
import { LeadHead } from './lead-head';
import { LogAnswers } from './log-answers';
import { OutcomeShares } from './outcome-shares';
import { PossibleActions, ScoreChanges } from './outlook';
import { ScoreLine } from './score-line';
import { PreviousLeads, SimilarLeads } from './similar-leads';
import { Timeline } from './timeline';
import { VehicleStory } from './vehicle-story';
import { WaitingCost } from './waiting-cost';

/** One lead: whom, why, and what happened. A page on the phone, beside the table on a desk. */
export function LeadPanel(given: {
  leadId: string;
  ref?: RefObject<HTMLElement | null>;
  done?: () => void;
}): ReactNode {
  const { dealership, live } = useRooftop();
  const { data: lead, error, refetch } = useLead(dealership.key, given.leadId, live);
  return (
    <article
      className="lead"
      data-open={given.leadId}
      ref={given.ref}
      tabIndex={-1}
      aria-labelledby="lead-name"
    >
      <PageLink to={pathOf.queue} className="lead-back">
        <Icon name="back" />
        {words.lead.back}
      </PageLink>
      {error && !lead && <ProblemNotice problem={error} retry={() => void refetch()} />}
      {!error && !lead && <LeadSkeleton />}
      {lead && <Known lead={lead} done={given.done} />}
    </article>
  );
}

function Known({
  lead,
  done,
}: {
  lead: LeadPanelData;
  done?: (() => void) | undefined;
}): ReactNode {
  const now = useNow();
  // What is read first is drawn first; a press comes between it and the rest.
  const whole = useDeferredValue(true, false);
  return (
    <>
      <LeadHead lead={lead} now={now} />
      <ContactButtons lead={lead} />
      {lead.crmUrl !== null && (
        <a className="in-crm" href={lead.crmUrl} target="_blank" rel="noopener noreferrer">
          {words.lead.openInCrm}
          <span aria-hidden="true">↗</span>
        </a>
      )}
      {lead.message !== null && (
        <section aria-labelledby="said-title">
          <h3 id="said-title">{words.lead.said}</h3>
          <blockquote className="said" dir="auto">
            {lead.message}
          </blockquote>
        </section>
      )}
      <section aria-labelledby="why-title">
        <h3 id="why-title">{words.lead.why}</h3>
        <Contributions lead={lead} />
      </section>
      {whole ? <Further lead={lead} now={now} done={done} /> : <span className="bone long" />}
    </>
  );
}

/** What lies below what is read first. */
function Further(given: {
  lead: LeadPanelData;
  now: Date;
  done: (() => void) | undefined;
}): ReactNode {
  const { lead, now, done } = given;
  const { timeZone, currency } = useRooftop().dealership;
  return (
    <>
      <ScoreChanges changes={lead.changes} />
      <PossibleActions actions={lead.actions} />
      <WaitingCost lead={lead} />
      <OutcomeShares outcomes={lead.outcomes} />
      {lead.scores.length > 0 && (
        <section aria-labelledby="history-title">
          <h3 id="history-title">{words.lead.history}</h3>
          <ScoreLine scores={lead.scores} now={now} timeZone={timeZone} />
        </section>
      )}
      {lead.outcome === 'OPEN' ? (
        <LogAnswers leadId={lead.leadId} {...(done ? { done } : {})} />
      ) : (
        <p className="closed">{words.lead.closedAs(lead.outcome)}</p>
      )}
      <VehicleStory lead={lead} now={now} timeZone={timeZone} />
      <section aria-labelledby="story-title">
        <h3 id="story-title">{words.lead.story}</h3>
        <Timeline lead={lead} now={now} timeZone={timeZone} currency={currency} />
      </section>
      <SimilarLeads lead={lead} currency={lead.vehicle?.currency ?? currency} />
      <PreviousLeads lead={lead} now={now} timeZone={timeZone} />
      <Disagree lead={lead} />
      <LeadFacts lead={lead} now={now} timeZone={timeZone} />
      {lead.modelNumber !== null && <p className="quiet">{words.lead.model(lead.modelNumber)}</p>}
    </>
  );
}
