import { useParams } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { type QueueFilter, useWorklist } from '../api/queries';
import type { WorklistSummary } from '../api/shapes';
import { PageHead } from '../frame/page-head';
import { LeadPanel } from '../lead/lead-panel';
import { useUndoable } from '../lead/undoable';
import { EmptyPage, ProblemNotice } from '../parts/notices';
import { QueueSkeleton } from '../parts/skeletons';
import { go, pathOf } from '../routes';
import { useNow } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { BandMeaning } from './band-meaning';
import { LeadCards } from './lead-card';
import { LeadTable } from './lead-table';
import { QueueFilters } from './queue-filters';
import { useQueueKeys } from './queue-keys';
import { useIsDesk } from './use-is-desk';

/** Whom to call now: cards under the thumb, or a table with the lead beside it. */
export function Page(): ReactNode {
  const { leadId } = useParams({ strict: false });
  const desk = useIsDesk();
  const [filter, setFilter] = useState<QueueFilter>({});
  if (!desk && leadId !== undefined)
    return <LeadPanel key={leadId} leadId={leadId} done={() => go(pathOf.queue)} />;
  return <Queue desk={desk} leadId={leadId} filter={filter} choose={setFilter} />;
}

interface Shown {
  desk: boolean;
  leadId: string | undefined;
  filter: QueueFilter;
  choose: (filter: QueueFilter) => void;
}

function Queue({ desk, leadId, filter, choose }: Shown): ReactNode {
  const { worklist, leads, summary } = useQueue(filter);
  const now = useNow();
  const panel = useRef<HTMLElement>(null);
  const open = desk ? (leadId ?? leads.at(0)?.leadId) : undefined;
  useQueueKeys({ leads, open, panel, enabled: desk });
  const List = desk ? LeadTable : LeadCards;
  return (
    <>
      <PageHead
        title={words.queue.title}
        line={summary && words.queue.counts(summary.waiting, summary.overPromise)}
      />
      <div className="queue">
        <div className="queue-list">
          <QueueFilters filter={filter} choose={choose} summary={summary} />
          <Standing worklist={worklist} />
          {summary && (
            <Lessons summary={summary} band={filter.band} shown={leads.length} choose={choose} />
          )}
          {leads.length > 0 && <List leads={leads} now={now} open={open} />}
          <More worklist={worklist} />
        </div>
        {open !== undefined && <LeadPanel key={open} leadId={open} ref={panel} />}
      </div>
    </>
  );
}

/** All pages read so far, without the lead whose closing may still be undone. */
function useQueue(filter: QueueFilter) {
  const { dealership, live } = useRooftop();
  const { closing } = useUndoable();
  const worklist = useWorklist(dealership.key, filter, live);
  const pages = worklist.data?.pages ?? [];
  const leads = pages.flatMap((page) => page.leads).filter((lead) => lead.leadId !== closing);
  return { worklist, leads, summary: pages[0]?.summary };
}

/** What is shown while nothing has been read, or could not be. */
function Standing({ worklist }: { worklist: ReturnType<typeof useWorklist> }): ReactNode {
  const { error, isPending, refetch } = worklist;
  if (error) return <ProblemNotice problem={error} retry={() => void refetch()} />;
  return isPending ? <QueueSkeleton /> : null;
}

function More({ worklist }: { worklist: ReturnType<typeof useWorklist> }): ReactNode {
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = worklist;
  if (!hasNextPage) return null;
  return (
    <button
      className="button more"
      type="button"
      disabled={isFetchingNextPage}
      onClick={() => void fetchNextPage()}
    >
      {isFetchingNextPage ? words.queue.moreBusy : words.queue.more}
    </button>
  );
}

/** What a chosen band has meant; and empty pages teach. */
function Lessons(given: {
  summary: WorklistSummary;
  band: QueueFilter['band'];
  shown: number;
  choose: (filter: QueueFilter) => void;
}): ReactNode {
  const { summary, band, shown, choose } = given;
  if (summary.open === 0) return <EmptyPage {...words.empty.noLeads} />;
  if (shown === 0) {
    const { title, text, button } = words.empty.filtered;
    return (
      <EmptyPage title={title} text={text} button={{ label: button, press: () => choose({}) }} />
    );
  }
  if (summary.modelNumber !== null)
    return band ? <BandMeaning summary={summary} band={band} /> : null;
  return (
    <div className="lesson">
      <h2>{words.empty.noChampion.title}</h2>
      <p>{words.empty.noChampion.text}</p>
    </div>
  );
}
