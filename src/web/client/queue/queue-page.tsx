import { useParams } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { type QueueFilter, type Search, useWorklist } from '../api/queries';
import type { WorklistSummary } from '../api/shapes';
import { PageHead } from '../frame/page-head';
import { LeadPanel } from '../lead/lead-panel';
import { useUndoable } from '../lead/undoable';
import { EmptyPage, ProblemNotice } from '../parts/notices';
import { ReadinessMeter } from '../parts/readiness-meter';
import { QueueSkeleton } from '../parts/skeletons';
import { go, pathOf } from '../routes';
import { useNow } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { BandMeaning } from './band-meaning';
import { type Choosing, ChosenBar, useChoosing } from './choosing';
import { NoLeads } from './first-days';
import { HelpSheet } from './help-sheet';
import { LeadCards } from './lead-cards';
import { LeadTable } from './lead-table';
import { QueueFilters } from './queue-filters';
import { useQueueKeys } from './queue-keys';
import { useRing } from './ring';
import { Toolbar } from './toolbar';
import { useIsDesk } from './use-is-desk';
import { nothing, useView, type View } from './view';

/** Whom to call now: cards under the thumb, or a table with the lead beside it. */
export function Page(): ReactNode {
  const { leadId } = useParams({ strict: false });
  const desk = useIsDesk();
  const [search, find] = useState<Search>({});
  if (!desk && leadId !== undefined)
    return <LeadPanel key={leadId} leadId={leadId} done={() => go(pathOf.queue)} />;
  return <Queue desk={desk} leadId={leadId} search={search} find={find} />;
}

interface Shown {
  desk: boolean;
  leadId: string | undefined;
  search: Search;
  find: (search: Search) => void;
}

function Queue({ desk, leadId, search, find }: Shown): ReactNode {
  const [view, choose] = useView();
  const { columns: _columns, ...filter } = view;
  const queue = useQueue({ ...filter, ...search });
  const { leads, summary } = queue;
  const panel = useRef<HTMLElement>(null);
  const choosing = useChoosing();
  const [helped, help] = useState(false);
  const open = desk ? (leadId ?? leads.at(0)?.leadId) : undefined;
  const showHelp = useCallback(() => help(true), []);
  useQueueKeys({ leads, open, panel, enabled: desk, choose: choosing.toggle, help: showHelp });
  return (
    <>
      <PageHead
        title={words.queue.title}
        line={summary && words.queue.counts(summary.waiting, summary.overPromise)}
      />
      <div className="queue">
        <QueueList {...{ queue, view, choose, search, find, desk, open, choosing }} />
        {open !== undefined && <LeadPanel key={open} leadId={open} ref={panel} />}
      </div>
      <HelpSheet opened={helped} close={() => help(false)} />
    </>
  );
}

function QueueList(given: {
  queue: ReturnType<typeof useQueue>;
  view: View;
  choose: (view: Partial<View>) => void;
  search: Search;
  find: (search: Search) => void;
  desk: boolean;
  open: string | undefined;
  choosing: Choosing;
}): ReactNode {
  const { queue, view, choose, search, find, desk, open, choosing } = given;
  const { worklist, leads, summary, more } = queue;
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const rung = useRing(leads, worklist.isSuccess && search.text === undefined);
  const all = (): void => {
    find({});
    choose(nothing);
  };
  return (
    <div className="queue-list" ref={scroller}>
      <QueueFilters filter={view} choose={choose} summary={summary} />
      <Toolbar {...{ view, choose, search, find, summary, desk }} chooseSeveral={choosing.begin} />
      <p className={rung === null ? 'unseen' : 'rung'} role="status">
        {rung}
      </p>
      <ChosenBar choosing={choosing} />
      <Standing worklist={worklist} />
      {summary && <Lessons summary={summary} band={view.band} shown={leads.length} all={all} />}
      {leads.length > 0 &&
        (desk ? (
          <LeadTable {...{ leads, now, open, choosing, scroller, more }} columns={view.columns} />
        ) : (
          <LeadCards {...{ leads, now, choosing, more }} />
        ))}
      {worklist.isFetchingNextPage && <p className="quiet">{words.queue.moreBusy}</p>}
    </div>
  );
}

/** All pages read so far, without the lead whose closing may still be undone. */
function useQueue(filter: QueueFilter & Search) {
  const { dealership, live } = useRooftop();
  const { closing } = useUndoable();
  const worklist = useWorklist(dealership.key, filter, live);
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = worklist;
  // A page that failed is asked for again by the button of its notice, not by every redraw.
  const mayGoOn = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  const leads = useMemo(
    () =>
      (data?.pages ?? []).flatMap((page) => page.leads).filter((lead) => lead.leadId !== closing),
    [data, closing],
  );
  const more = useCallback(() => {
    if (mayGoOn) void fetchNextPage();
  }, [mayGoOn, fetchNextPage]);
  return { worklist, leads, summary: data?.pages[0]?.summary, more };
}

/** What is shown while nothing has been read, or could not be. */
function Standing({ worklist }: { worklist: ReturnType<typeof useWorklist> }): ReactNode {
  const { error, isPending, refetch } = worklist;
  if (error) return <ProblemNotice problem={error} retry={() => void refetch()} />;
  return isPending ? <QueueSkeleton /> : null;
}

/** What a chosen band has meant; and empty pages teach. */
function Lessons(given: {
  summary: WorklistSummary;
  band: QueueFilter['band'];
  shown: number;
  all: () => void;
}): ReactNode {
  const { summary, band, shown, all } = given;
  if (summary.open === 0) return <NoLeads />;
  if (shown === 0) {
    const { title, text, button } = words.empty.filtered;
    return <EmptyPage title={title} text={text} button={{ label: button, press: all }} />;
  }
  if (summary.modelNumber !== null)
    return band ? <BandMeaning summary={summary} band={band} /> : null;
  return (
    <div className="lesson">
      <h2>{words.empty.noChampion.title}</h2>
      <p>{words.empty.noChampion.text}</p>
      <ReadinessMeter />
    </div>
  );
}
