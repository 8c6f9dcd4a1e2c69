import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import type { BoardData } from '../api/shapes';
import { PageHead } from '../frame/page-head';
import { ProblemNotice } from '../parts/notices';
import { LeadSkeleton } from '../parts/skeletons';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { Conversion } from './conversion';
import { Sheet } from './sheet';

const DAYS = 180;
const ASK_AGAIN_MS = 60_000;

/** Are we answering in time, who waits, and where do we lose them? */
export function Page(): ReactNode {
  const { dealership } = useRooftop();
  const { data, error, refetch } = useQuery({
    queryKey: ['board', dealership.key],
    queryFn: () => answered(api.GET('/v1/board')),
    refetchInterval: ASK_AGAIN_MS,
  });
  const conversion = useQuery({
    queryKey: ['board-conversion', dealership.key],
    queryFn: () => answered(api.GET('/v1/board/conversion', { params: { query: { days: DAYS } } })),
    staleTime: ASK_AGAIN_MS,
  });
  return (
    <>
      <PageHead title={words.board.title} line={data && words.board.line(data.promiseMinutes)} />
      <div className="scorecard board">
        {error && <ProblemNotice problem={error} retry={() => void refetch()} />}
        {!data && !error && <LeadSkeleton />}
        {data && <Day data={data} />}
        {/* After the day, which would push it down. */}
        {data && conversion.data && <Conversion data={conversion.data} />}
      </div>
    </>
  );
}

function Day({ data }: { data: BoardData }): ReactNode {
  const { board } = words;
  const kept = data.days.reduce((sum, day) => sum + day.kept, 0);
  const due = data.days.reduce((sum, day) => sum + day.due, 0);
  const minutes = (value: number | null): string => (value === null ? '–' : board.minutes(value));
  return (
    <>
      <Figures data={data} />
      <Capacity data={data} />
      <Sheet
        title={board.reps}
        says={board.repsSay}
        columns={board.repColumns}
        rows={data.byRep.map((rep) => [
          rep.name ?? board.nobody,
          rep.leads,
          rep.waiting,
          board.ofDue(rep.kept, rep.due),
          minutes(rep.medianAnswerMinutes),
          rep.sold,
        ])}
        open
      />
      <Sheet
        title={board.trend}
        says={board.trendSays(kept, due)}
        columns={board.trendColumns}
        rows={data.days.map((day) => [
          day.day,
          day.kept,
          day.due,
          minutes(day.medianAnswerMinutes),
          day.arrived,
          day.sold,
        ])}
        bars={data.days.map((day) => ({
          name: dayName(day.day),
          share: day.due === 0 ? 0 : day.kept / day.due,
          said: board.ofDue(day.kept, day.due),
        }))}
      />
    </>
  );
}

function Figures({ data }: { data: BoardData }): ReactNode {
  const { board } = words;
  const [yesterday, today] = data.days.slice(-2);
  if (!today || !yesterday) return null;
  const minutes = (value: number | null): string => (value === null ? '–' : board.minutes(value));
  const shown = [
    {
      name: board.kept,
      big: today.due === 0 ? '–' : board.ofDue(today.kept, today.due),
      says: board.yesterday(board.ofDue(yesterday.kept, yesterday.due)),
    },
    {
      name: board.median,
      big: minutes(today.medianAnswerMinutes),
      says: board.yesterday(minutes(yesterday.medianAnswerMinutes)),
    },
    {
      name: board.waiting,
      big: String(data.waiting.now),
      says: `${board.overPromise(data.waiting.overPromise)}. ${board.yesterdayNow(data.waiting.yesterday)}`,
    },
    {
      name: board.sold,
      big: String(data.sold.thisMonth),
      says: board.lastMonth(data.sold.lastMonthToDate),
    },
  ];
  return (
    <dl className="figures">
      {shown.map(({ name, big, says }) => (
        <div key={name} className="figure">
          <dt>{name}</dt>
          <dd className="figure-big">{big}</dd>
          <dd className="quiet">{says}</dd>
        </div>
      ))}
    </dl>
  );
}

function Capacity({ data: { capacity, hotFrom } }: { data: BoardData }): ReactNode {
  const { board } = words;
  return (
    <section className="sheet capacity" aria-labelledby="capacity-title">
      <h2 id="capacity-title">{board.capacity}</h2>
      <p>
        {capacity.firstCallsADay === null
          ? board.capacityNone
          : board.capacitySays(capacity.firstCallsADay, capacity.hotStartsAt)}
      </p>
      <p className="quiet">{board.capacityHow(capacity.leadsADay, hotFrom)}</p>
    </section>
  );
}

const dayName = (day: string): string =>
  new Date(`${day}T12:00:00Z`).toLocaleDateString(words.dates, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
