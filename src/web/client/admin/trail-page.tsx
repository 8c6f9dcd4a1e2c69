import { type ReactNode, useState } from 'react';
import { type AuditEvent, useAuditTrail, useStaff } from '../api/admin-queries';
import { PageHead } from '../frame/page-head';
import { actorWords } from '../model/actor-words';
import { PageLink, pathOf } from '../routes';
import { inFull, sentence, useNow, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { OlderOnes } from './older-ones';
import { Standing } from './standing';
import { TrailFilters, type TrailWish } from './trail-filters';
import { startOfStoreDay } from './store-day';
import { trailSentence } from './trail-sentence';

/** Who did what, newest first, in sentences. */
export function Page(): ReactNode {
  const { dealership } = useRooftop();
  const [wish, setWish] = useState<TrailWish>({});
  const query = useAuditTrail(filterOf(wish, dealership.timeZone));
  const events = query.data?.pages.flat() ?? [];
  const texts = words.trail;
  return (
    <>
      <PageHead title={texts.title} line={texts.line} />
      <div className="admin">
        <TrailFilters wish={wish} change={setWish} />
        <Standing
          query={query}
          empty={events.length === 0}
          none={Object.values(wish).some(Boolean) ? texts.none : texts.noneYet}
        />
        {events.length > 0 && (
          <ol className="sheet trail">
            {events.map((event) => (
              <Event key={event.id} event={event} />
            ))}
          </ol>
        )}
        <OlderOnes query={query} />
      </div>
    </>
  );
}

function Event({ event }: { event: AuditEvent }): ReactNode {
  const { dealership } = useRooftop();
  const now = useNow();
  const staff = useStaff().data ?? [];
  const { actor, actorName, subject, occurredAt, details } = event;
  const nameOf = (id: unknown): string | undefined => staff.find((one) => one.id === id)?.name;
  const leadId = /^lead:(.+)$/.exec(subject)?.[1];
  const reason = details?.['reason'];
  return (
    <li>
      <p>
        <strong dir="auto">{sentence(actorWords(actor, actorName))}</strong>{' '}
        {trailSentence(event, nameOf)}
        {typeof reason === 'string' && !leadId && (
          <>
            : <q>{reason}</q>
          </>
        )}
      </p>
      <p className="quiet" title={inFull(occurredAt, dealership.timeZone)}>
        {when(occurredAt, now, dealership.timeZone)}
        {leadId && (
          <>
            {' · '}
            <PageLink to={pathOf.lead(leadId)}>{words.trail.openLead}</PageLink>
          </>
        )}
      </p>
    </li>
  );
}

function filterOf(wish: TrailWish, timeZone: string) {
  const { actor, action, from, to } = wish;
  return {
    ...(actor && { actor }),
    ...(action && { action }),
    ...(from && { from: startOfStoreDay(from, timeZone) }),
    // The last day is meant as a whole.
    ...(to && { to: startOfStoreDay(to, timeZone, 1) }),
  };
}
