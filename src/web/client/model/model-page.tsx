import type { ReactNode } from 'react';
import { useChampionCard } from '../api/queries';
import type { CardData, CardGroup, ModelCardData } from '../api/shapes';
import { PageHead } from '../frame/frame';
import { EmptyPage, ProblemNotice } from '../parts/notices';
import { LeadSkeleton } from '../parts/skeletons';
import { ReliabilityPlot } from '../scorecard/reliability-plot';
import { words } from '../words';
import { CourtSheet } from './court-sheet';
import { DriftSheet } from './drift-sheet';
import { NumbersTable } from './numbers-table';

/** What serves, what it learned from, what was kept from it, and how far to trust it. */
export function ModelPage(): ReactNode {
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
    [words.model.verdict, verdict],
    [words.model.learnedFrom, words.model.counts(counts, window)],
    [words.model.families, families.map(words.model.family).join(', ') || words.model.noChoice],
    [words.model.made, words.model.hash(dataHash, seed, codeVersion)],
  ];
  return (
    <section className="sheet" aria-labelledby="facts-title">
      <h2 id="facts-title">{words.model.facts}</h2>
      <dl className="facts">
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

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

const cells = ({ promised, seen, lower, upper, leads, won }: CardGroup): ReactNode[] => [
  percent(promised),
  percent(seen),
  `${percent(lower)} – ${percent(upper)}`,
  leads,
  won,
];

function Reliability({ groups }: { groups: CardGroup[] }): ReactNode {
  const plotted = groups.map(({ promised, seen, lower, upper, leads, won }) => ({
    promised,
    leads,
    won,
    seen: { share: seen, lower, upper },
  }));
  return (
    <section className="sheet" aria-labelledby="reliability-title">
      <h2 id="reliability-title">{words.model.reliability}</h2>
      <p className="quiet">{words.model.reliabilitySays}</p>
      <div className="plot-row">
        <ReliabilityPlot groups={plotted} />
        <NumbersTable
          caption={words.scorecard.table}
          columns={Object.values(words.scorecard.columns)}
          rows={groups.map((group, at) => ({ key: String(at), cells: cells(group) }))}
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
        columns={[words.model.segment, ...Object.values(words.scorecard.columns)]}
        rows={segments.map((segment) => ({
          key: `${segment.by} ${segment.name}`,
          cells: [`${words.model.by[segment.by]}: ${segment.name}`, ...cells(segment)],
        }))}
      />
    </section>
  );
}
