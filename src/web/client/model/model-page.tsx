import { type ReactNode, useState } from 'react';
import { useModelCard, useTrainingRuns, useVersions } from '../api/model-queries';
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
import { History } from './history';
import { TrainingSheet } from './training-sheet';
import { VersionsSheet } from './versions-sheet';

/** What serves, what it learned from, what was kept from it, how far to trust it, and putting another in its place. */
export function Page(): ReactNode {
  const [chosen, choose] = useState<string>();
  const card = useModelCard(chosen);
  const runs = useTrainingRuns();
  const versions = useVersions();
  // Drawn once all of it is known: what comes later would push down what is being read.
  const early = runs.isPending || versions.isPending || (card.isPending && chosen === undefined);
  const { data } = card;
  return (
    <>
      <PageHead
        title={words.model.title}
        line={data && words.model.line(data.number, data.family, data.createdAt)}
      />
      <div className="scorecard">
        {early ? <LeadSkeleton /> : <Sheets card={card} chosen={chosen} choose={choose} />}
      </div>
    </>
  );
}

function Sheets(given: {
  card: ReturnType<typeof useModelCard>;
  chosen: string | undefined;
  choose: (modelId: string | undefined) => void;
}): ReactNode {
  const { card, chosen, choose } = given;
  const { data, error, refetch } = card;
  const none = error?.code === 'NO_CHAMPION_YET';
  return (
    <>
      {none && <EmptyPage {...words.empty.noChampion} />}
      <TrainingSheet />
      <VersionsSheet chosen={chosen} choose={choose} />
      {error && !none && <ProblemNotice problem={error} retry={() => void refetch()} />}
      {!data && !error && <LeadSkeleton />}
      {data && <Told data={data} />}
      <CourtSheet written={data?.card.court} />
    </>
  );
}

function Told({ data }: { data: ModelCardData }): ReactNode {
  const { card } = data;
  return (
    <>
      <Facts data={data} />
      <History promotions={data.promotions} />
      {card.limits && <Limits limits={card.limits} />}
      {card.reliability && card.reliability.length > 0 && <Reliability groups={card.reliability} />}
      {card.segments && card.segments.length > 0 && <Segments segments={card.segments} />}
      {data.champion && <DriftSheet />}
    </>
  );
}

function Facts({
  data: { card, champion, number, dataHash, seed, codeVersion },
}: {
  data: ModelCardData;
}): ReactNode {
  const { counts = {}, window, families = [], verdict } = card;
  const shown: [string, ReactNode][] = [
    [
      champion ? words.model.verdict : words.versions.verdict,
      verdict && sentence(words.said(verdict)),
    ],
    [words.model.learnedFrom, words.model.counts(counts, window)],
    [words.model.families, families.map(words.model.tried).join(', ') || words.model.noChoice],
    [words.model.made, words.model.hash(dataHash, seed, codeVersion)],
  ];
  return (
    <section className="sheet" aria-labelledby="facts-title">
      <h2 id="facts-title">{champion ? words.model.facts : words.versions.factsOf(number)}</h2>
      <dl className="model-facts">
        {shown
          .filter(([, value]) => value)
          .map(([name, value]) => (
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
          <li key={limit}>{words.said(limit)}</li>
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
          name: words.model.segmentName({ ...segment, name: words.said(segment.name) }),
          figures: promisedAndSeen(plotted(segment)),
        }))}
      />
    </section>
  );
}
