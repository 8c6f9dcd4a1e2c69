import type { ReactNode } from 'react';
import type { ScorePoint } from '../api/shapes';
import { when } from '../say';
import { words } from '../words';

const WIDTH = 400;
const HEIGHT = 72;
const EDGE = 8;
/** A line over fewer points of likelihood would make a hill of every pebble. */
const LEAST_SPAN = 10;

/** How the likelihood moved: steps, because a score stands until the next one. */
export function ScoreLine(given: { scores: ScorePoint[]; now: Date; timeZone: string }): ReactNode {
  const { scores, now, timeZone } = given;
  const first = scores[0];
  const last = scores.at(-1);
  if (!first || !last) return null;
  if (scores.length === 1)
    return <p className="quiet">{words.lead.firstScore(when(first.at, now, timeZone))}</p>;
  const since = when(first.at, now, timeZone);
  const percents = scores.map(({ percent }) => percent);
  const low = Math.min(...percents);
  const high = Math.max(...percents);
  const said =
    low === high
      ? words.lead.steady(low, since)
      : words.lead.moved(first.percent, last.percent, since);
  return (
    <figure className="score-line">
      <Steps scores={scores} now={now} low={low} high={high} />
      <figcaption className="quiet">{said}</figcaption>
    </figure>
  );
}

function Steps(given: { scores: ScorePoint[]; now: Date; low: number; high: number }): ReactNode {
  const { scores, now, low, high } = given;
  const start = Date.parse(scores[0]?.at ?? '');
  const end = Math.max(now.getTime(), Date.parse(scores.at(-1)?.at ?? ''));
  const floor = Math.max(0, (low + high) / 2 - Math.max(LEAST_SPAN, high - low) / 2);
  const height = Math.max(LEAST_SPAN, high - low);
  const x = (at: number): number =>
    EDGE + ((at - start) / Math.max(1, end - start)) * (WIDTH - 2 * EDGE);
  const y = (percent: number): number =>
    HEIGHT - EDGE - ((percent - floor) / height) * (HEIGHT - 2 * EDGE);
  const path = scores
    .map(({ at, percent }, index) =>
      index === 0 ? `M${x(Date.parse(at))} ${y(percent)}` : `H${x(Date.parse(at))}V${y(percent)}`,
    )
    .join('');
  const here = { x: x(end), y: y(scores.at(-1)?.percent ?? 0) };
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <line className="score-floor" x1="0" x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} />
      <path className="score-steps" d={`${path}H${here.x}`} />
      <circle className="score-here" cx={here.x} cy={here.y} r="4" />
    </svg>
  );
}
