import { useParams } from '@tanstack/react-router';
import {
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type QueueFilter, type Search, useWorklist } from '../api/queries';
import type { WorklistSummary } from '../api/shapes';
import { PageHead } from '../frame/page-head';
import { useUndoable } from '../lead/undoable';
import { EmptyPage, ProblemNotice } from '../parts/notices';
import { ReadinessMeter } from '../parts/readiness-meter';
import { LeadSkeleton, QueueSkeleton } from '../parts/skeletons';
import { go, pathOf } from '../routes';
import { useNow } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { BandMeaning } from './band-meaning';
import { type Choosing, useChoosing } from './choosing';
import { Chosen } from './chosen';
import { NoLeads } from './first-days';
import { LeadCards } from './lead-cards';
import { LeadTable } from './lead-table';
import { QueueFilters } from './queue-filters';
import { useQueueKeys } from './queue-keys';
import { useRing } from './ring';
import { Toolbar } from './toolbar';
import { useIsDesk } from './use-is-desk';
import { nothing, useView, type View } from './view';

const panelCode = () => import('../lead/lead-panel');
const HelpSheet = lazy(async () => ({ default: (await import('./help-sheet')).HelpSheet }));
const LeadPanel = lazy(async () => ({ default: (await panelCode()).LeadPanel }));
/** On a phone the list comes first, and the code of what a tap opens while it is looked at. */
const PANEL_AFTER_MS = 1_500;

/** Whom to call now: cards under the thumb, or a table with the lead beside it. */
export function Page(): ReactNode {
  const { leadId } = useParams({ strict: false });
  const desk = useIsDesk();
  const [search, find] = useState<Search>({});
  usePanelCode(desk || leadId !== undefined);
  if (!desk && leadId !== undefined)
    return (
      <Suspense fallback={<PanelSkeleton />}>
        <LeadPanel key={leadId} leadId={leadId} done={() => go(pathOf.queue)} />
      </Suspense>
    );
  return <Queue desk={desk} leadId={leadId} search={search} find={find} />;
}

function usePanelCode(atOnce: boolean): void {
  useEffect(() => {
    const timer = setTimeout(() => void panelCode(), atOnce ? 0 : PANEL_AFTER_MS);
    return () => clearTimeout(timer);
  }, [atOnce]);
}

function PanelSkeleton(): ReactNode {
  return (
    <div className="lead">
      <LeadSkeleton />
    </div>
  );
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
  // A press is answered first; the lead beside the list follows.
  const beside = useDeferredValue(open);
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
        {beside !== undefined && (
          <Suspense fallback={<PanelSkeleton />}>
            <LeadPanel key={beside} leadId={beside} ref={panel} />
          </Suspense>
        )}
      </div>
      {helped && (
        <Suspense fallback={null}>
          <HelpSheet opened close={() => help(false)} />
        </Suspense>
      )}
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
  const { worklist, leads, summary, more, busy } = queue;
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const rung = useRing(leads, summary !== undefined && search.text === undefined);
  const all = (): void => {
    find({});
    choose(nothing);
  };
  return (
    <div className="queue-list" ref={scroller} aria-busy={busy}>
      <QueueFilters filter={view} choose={choose} summary={summary} />
      <Toolbar {...{ view, choose, search, find, summary, desk }} chooseSeveral={choosing.begin} />
      <p className={rung === null ? 'unseen' : 'rung'} role="status">
        {rung}
      </p>
      <Chosen choosing={choosing} />
      <Standing worklist={worklist} drawn={summary !== undefined} />
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
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = worklist;
  // Rows are drawn when nothing more urgent is: a press meanwhile does not wait for all of them.
  const data = useDeferredValue(worklist.data);
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
  // What is shown is not yet what was asked for.
  const busy = worklist.isPlaceholderData || data !== worklist.data;
  return { worklist, leads, summary: data?.pages[0]?.summary, more, busy };
}

/** What is shown while nothing has been read, or could not be. */
function Standing(given: { worklist: ReturnType<typeof useWorklist>; drawn: boolean }): ReactNode {
  const { error, refetch } = given.worklist;
  if (error) return <ProblemNotice problem={error} retry={() => void refetch()} />;
  return given.drawn ? null : <QueueSkeleton />;
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
