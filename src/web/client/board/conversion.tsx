import type { ReactNode } from 'react';
import type { ConversionData, NamedGroupData, ScorecardGroup } from '../api/shapes';
import { promisedAndSeen, promisedAndSeenColumns } from '../scorecard/promised-and-seen';
import { ReliabilityPlot } from '../scorecard/reliability-plot';
import { words } from '../words';
import { type Bar, Sheet } from './sheet';

const TOP = 0.2;

/** What became of leads, by what they were. */
export function Conversion({ data }: { data: ConversionData }): ReactNode {
  const { board, bands } = words;
  if (data.leads === 0) return <p className="lesson">{board.empty}</p>;
  const top = data.gains.find(({ share }) => share === TOP);
  return (
    <>
      <Funnel data={data} />
      <Groups
        title={board.bands}
        says={board.bandsSay}
        groups={data.byBand}
        nameOf={(name) => bands[name as keyof typeof bands]?.name ?? name}
      />
      <Reliability groups={data.reliability} />
      {top && (
        <Sheet
          title={board.gains}
          says={board.gainsSay(top.share, top.sales)}
          columns={board.gainColumns}
          rows={data.gains.map(({ share, sales, lift }) => [
            percent(share),
            percent(sales),
            `${lift.toFixed(1)}×`,
          ])}
          bars={data.gains.map(({ share, sales }) => ({
            name: percent(share),
            share: sales,
            said: percent(sales),
          }))}
        />
      )}
      <Groups
        title={board.speed}
        says={board.speedSays}
        groups={data.bySpeed}
        nameOf={(name) => board.speeds[name] ?? name}
      />
      <Groups
        title={board.sources}
        says={board.sourcesSay}
        groups={data.bySource}
        nameOf={(name) => (name === 'others' ? board.others : name)}
      />
    </>
  );
}

/** Live first scores: what they promised, and what was seen. */
function Reliability({ groups }: { groups: ScorecardGroup[] }): ReactNode {
  if (groups.length === 0) return null;
  const { board, scorecard } = words;
  return (
    <Sheet
      title={board.reliability}
      says={scorecard.plotSays}
      columns={promisedAndSeenColumns()}
      rows={groups.map((group) => promisedAndSeen(group))}
      picture={<ReliabilityPlot groups={groups} />}
    />
  );
}

function Funnel({ data: { funnel } }: { data: ConversionData }): ReactNode {
  const { board } = words;
  const steps = Object.entries(board.steps).map(([step, name]) => ({
    name,
    leads: funnel[step as keyof typeof funnel],
  }));
  const of = (leads: number): number => (funnel.arrived === 0 ? 0 : leads / funnel.arrived);
  return (
    <Sheet
      title={board.funnel}
      says={board.funnelSays(funnel.arrived, funnel.sold)}
      columns={board.funnelColumns}
      rows={steps.map(({ name, leads }) => [name, leads, percent(of(leads))])}
      bars={steps.map(({ name, leads }) => ({
        name,
        share: of(leads),
        said: `${leads} · ${percent(of(leads))}`,
      }))}
    />
  );
}

function Groups(given: {
  title: string;
  says: string;
  groups: NamedGroupData[];
  nameOf: (name: string) => string;
}): ReactNode {
  const { title, says, groups, nameOf } = given;
  // Bars share one scale, whose end is the farthest interval.
  const end = Math.max(0.01, ...groups.map(({ seen }) => seen.upper));
  return (
    <Sheet
      title={title}
      says={says}
      columns={words.board.groupColumns}
      rows={groups.map(({ name, won, leads, seen }) => [
        nameOf(name),
        won,
        leads,
        percent(seen.share),
        `${percent(seen.lower)}–${percent(seen.upper)}`,
      ])}
      bars={groups.map(({ name, seen, leads }): Bar => ({
        name: nameOf(name),
        share: seen.share / end,
        range: [seen.lower / end, seen.upper / end],
        said: `${percent(seen.share)} · ${leads}`,
      }))}
    />
  );
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
