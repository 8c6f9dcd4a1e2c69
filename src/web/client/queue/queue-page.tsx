import { type ReactNode, useRef, useState } from 'react';
import { type QueueFilter, useWorklist } from '../api/queries';
import type { WorklistSummary } from '../api/shapes';
import { PageHead } from '../frame/frame';
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
export function QueuePage({ leadId }: { leadId: string | undefined }): ReactNode {
  const { dealership, live } = useRooftop();
  const [filter, setFilter] = useState<QueueFilter>({});
  const worklist = useWorklist(dealership.key, filter, live);
  const { closing } = useUndoable();
  const now = useNow();
  const desk = useIsDesk();
  const panel = useRef<HTMLElement>(null);
  const pages = worklist.data?.pages ?? [];
  const leads = pages.flatMap((page) => page.leads).filter((lead) => lead.leadId !== closing);
  const open = leadId ?? (desk ? leads[0]?.leadId : undefined);
  useQueueKeys({ leads, open, panel, enabled: desk });
  if (!desk && leadId !== undefined)
    return <LeadPanel key={leadId} leadId={leadId} done={() => go(pathOf.queue)} />;

  const summary = pages[0]?.summary;
  const more = worklist.hasNextPage && (
    <button
      className="button more"
      type="button"
      disabled={worklist.isFetchingNextPage}
      onClick={() => void worklist.fetchNextPage()}
    >
      {worklist.isFetchingNextPage ? words.queue.moreBusy : words.queue.more}
    </button>
  );
  const List = desk ? LeadTable : LeadCards;
  return (
    <>
      <PageHead
        title={words.queue.title}
        line={summary && words.queue.counts(summary.waiting, summary.overPromise)}
      />
      <div className="queue">
        <div className="queue-list">
          <QueueFilters filter={filter} choose={setFilter} summary={summary} />
          {filter.band && summary && <BandMeaning summary={summary} band={filter.band} />}
          {worklist.error && (
            <ProblemNotice problem={worklist.error} retry={() => void worklist.refetch()} />
          )}
          {!summary && !worklist.error && <QueueSkeleton />}
          {summary && (
            <Lessons summary={summary} shown={leads.length} showAll={() => setFilter({})} />
          )}
          {leads.length > 0 && <List leads={leads} now={now} open={open} />}
          {more}
        </div>
        {desk && open !== undefined && <LeadPanel key={open} leadId={open} ref={panel} />}
      </div>
    </>
  );
}

/** Empty pages teach. */
function Lessons(given: {
  summary: WorklistSummary;
  shown: number;
  showAll: () => void;
}): ReactNode {
  const { summary, shown, showAll } = given;
  if (summary.open === 0) return <EmptyPage {...words.empty.noLeads} />;
  if (shown === 0) {
    const { title, text, button } = words.empty.filtered;
    return <EmptyPage title={title} text={text} button={{ label: button, press: showAll }} />;
  }
  if (summary.modelNumber !== null) return null;
  return (
    <div className="lesson">
      <h2>{words.empty.noChampion.title}</h2>
      <p>{words.empty.noChampion.text}</p>
    </div>
  );
}
