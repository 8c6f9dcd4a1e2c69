import type { ReactNode } from 'react';
import { useScorecard } from '../api/queries';
import type { ScorecardData, ScorecardGroup, ScorecardReport } from '../api/shapes';
import { PageHead } from '../frame/page-head';
import { EmptyPage, ProblemNotice } from '../parts/notices';
import { NumbersTable } from '../parts/numbers-table';
import { ReadinessMeter } from '../parts/readiness-meter';
import { LeadSkeleton } from '../parts/skeletons';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { promisedAndSeen, promisedAndSeenColumns } from './promised-and-seen';
import { ReliabilityPlot } from './reliability-plot';

const DAYS = 180;

/** Does the score tell the truth? Live scores against what became of the leads. */
export function Page(): ReactNode {
  const { dealership } = useRooftop();
  const { data, error, refetch } = useScorecard(dealership.key);
  const first = data?.first;
  return (
    <>
      <PageHead
        title={words.scorecard.title}
        line={first && first.calibration.length > 0 && words.scorecard.lead(first.leads, DAYS)}
      />
      <div className="scorecard">
        {error && <ProblemNotice problem={error} retry={() => void refetch()} />}
        {!data && !error && <LeadSkeleton />}
        <Readiness />
        {data && <Judged data={data} />}
      </div>
    </>
  );
}

function Readiness(): ReactNode {
  return (
    <section className="sheet" aria-labelledby="readiness-title">
      <h2 id="readiness-title">{words.scorecard.readiness}</h2>
      <ReadinessMeter />
    </section>
  );
}

function Judged({ data }: { data: ScorecardData }): ReactNode {
  const { title, text } = words.empty.scorecard;
  if (data.first.calibration.length === 0)
    return <EmptyPage title={title} text={text(data.waiting)} />;
  return (
    <>
      {data.simulated && <p className="lesson">{words.scorecard.simulated}</p>}
      <Figures report={data.first} />
      <section className="sheet" aria-labelledby="plot-title">
        <h2 id="plot-title">{words.scorecard.plot}</h2>
        <p className="quiet">{words.scorecard.plotSays}</p>
        <div className="plot-row">
          <ReliabilityPlot groups={data.first.calibration} />
          <NumbersTable
            caption={words.scorecard.table}
            columns={promisedAndSeenColumns()}
            rows={data.first.calibration.map((group) => ({
              key: String(group.promised),
              figures: promisedAndSeen(group),
            }))}
          />
        </div>
      </section>
      <Bands byBand={data.first.byBand} />
    </>
  );
}

function Figures({ report: { metrics } }: { report: ScorecardReport }): ReactNode {
  const { auc, lift, recall, promise } = words.scorecard;
  const shown = [
    {
      name: auc.name,
      value: metrics.auc,
      big: (v: number) => `${Math.round(v * 100)} of 100`,
      says: auc.says,
    },
    {
      name: lift.name,
      value: metrics.liftAt10,
      big: (v: number) => `${v.toFixed(1)}×`,
      says: lift.says,
    },
    {
      name: recall.name,
      value: metrics.recallAt20,
      big: (v: number) => `${Math.round(v * 100)} %`,
      says: recall.says,
    },
    {
      name: promise.name,
      value: metrics.promisedOverSeen,
      big: (v: number) => v.toFixed(2),
      says: promise.says,
    },
  ];
  return (
    <dl className="figures">
      {shown.map(({ name, value, big, says }) => (
        <div key={name} className="figure">
          <dt>{name}</dt>
          <dd className="figure-big">{value === null ? '–' : big(value)}</dd>
          <dd className="quiet">{value === null ? words.scorecard.none : says(value)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Bands({ byBand }: { byBand: Record<string, ScorecardGroup> }): ReactNode {
  const shown = (['hot', 'warm', 'cool'] as const).flatMap((band) => {
    const group = byBand[band];
    return group ? [{ band, group }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <section className="sheet" aria-labelledby="bands-title">
      <h2 id="bands-title">{words.scorecard.bands}</h2>
      <ul className="band-list">
        {shown.map(({ band, group }) => (
          <li key={band}>
            <span className={`band ${band}`} aria-hidden="true">
              {words.bands[band].shape}
            </span>
            {words.scorecard.bandSays(words.bands[band].name, group.won, group.leads)}
          </li>
        ))}
      </ul>
    </section>
  );
}
