import type { ReactNode } from 'react';
import { useChampionCard } from '../api/queries';
import type { CardData, CardGroup, ModelCardData, ScorecardGroup } from '../api/shapes';
import { PageHead } from '../frame/page-head';
import { EmptyPage, ProblemNotice } from '../parts/notices';
import { NumbersTable } from '../parts/numbers-table';
import { LeadSkeleton } from '../parts/skeletons';
import { promisedAndSeen, promisedAndSeenColumns } from '../scorecard/promised-and-seen';
import { ReliabilityPlot } from '../scorecard/reliability-plot';
import { sentence } from '../say';
import { words } from '../words';
import { CourtSheet } from './court-sheet';
import { DriftSheet } from './drift-sheet';

/** What serves, what it learned from, what was kept from it, and how far to trust it. */
export function Page(): ReactNode {
  const { data, error, refetch } = useChampionCard();
  const none = error?.code === 'NO_CHAMPION_YET';
  return (
    <>
      <PageHead
        title={words.model.title}
        line={data && words.model.line(data.number, data.family, data.createdAt)}
      />
      <div className="scorecard">
        {none && <EmptyPage {...words.empty.noChampion} />}
        {error && !none && <ProblemNotice problem={error} retry={() => void refetch()} />}
        {!data && !error && <LeadSkeleton />}
        {data && <Told data={data} />}
      </div>
    </>
  );
}

function Told({ data }: { data: ModelCardData }): ReactNode {
  const { card } = data;
  return (
    <>
      <Facts data={data} />
      {card.limits && <Limits limits={card.limits} />}
      {card.reliability && card.reliability.length > 0 && <Reliability groups={card.reliability} />}
      {card.segments && card.segments.length > 0 && <Segments segments={card.segments} />}
      <DriftSheet />
      {card.court && <CourtSheet court={card.court} />}
    </>
  );
}

function Facts({
  data: { card, dataHash, seed, codeVersion },
}: {
  data: ModelCardData;
}): ReactNode {
  const { counts = {}, window, families = [], verdict } = card;
  const shown: [string, ReactNode][] = [
    [words.model.verdict, verdict && sentence(verdict)],
    [words.model.learnedFrom, words.model.counts(counts, window)],
    [words.model.families, families.map(words.model.tried).join(', ') || words.model.noChoice],
    [words.model.made, words.model.hash(dataHash, seed, codeVersion)],
  ];
  return (
    <section className="sheet" aria-labelledby="facts-title">
      <h2 id="facts-title">{words.model.facts}</h2>
      <dl className="model-facts">
        {shown.map(([name, value]) => (
          <div key={name}>
            <dt className="quiet">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Limits({ limits }: { limits: string[] }): ReactNode {
  return (
    <section className="sheet" aria-labelledby="limits-title">
      <h2 id="limits-title">{words.model.limits}</h2>
      <ul className="plain-list">
        {limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
    </section>
  );
}

/** As the scorecard has it. */
const plotted = ({ promised, seen, lower, upper, leads, won }: CardGroup): ScorecardGroup => ({
  promised,
  leads,
  won,
  seen: { share: seen, lower, upper },
});

function Reliability({ groups }: { groups: CardGroup[] }): ReactNode {
  const shown = groups.map(plotted);
  return (
    <section className="sheet" aria-labelledby="reliability-title">
      <h2 id="reliability-title">{words.model.reliability}</h2>
      <p className="quiet">{words.model.reliabilitySays}</p>
      <div className="plot-row">
        <ReliabilityPlot groups={shown} />
        <NumbersTable
          caption={words.scorecard.table}
          columns={promisedAndSeenColumns()}
          rows={shown.map((group, at) => ({ key: String(at), figures: promisedAndSeen(group) }))}
        />
      </div>
    </section>
  );
}

function Segments({ segments }: { segments: NonNullable<CardData['segments']> }): ReactNode {
  return (
    <section className="sheet" aria-labelledby="segments-title">
      <h2 id="segments-title">{words.model.segments}</h2>
      <NumbersTable
        caption={words.model.segmentsSay}
        columns={[words.model.segment, ...promisedAndSeenColumns()]}
        rows={segments.map((segment) => ({
          key: `${segment.by} ${segment.name}`,
          name: words.model.segmentName(segment),
          figures: promisedAndSeen(plotted(segment)),
        }))}
      />
    </section>
  );
}
