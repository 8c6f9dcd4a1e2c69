import type { ReactNode } from 'react';
import { useWaiting } from '../api/queries';
import type { LeadPanelData } from '../api/shapes';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';

const WIDTH = 400;
const HEIGHT = 84;
const EDGE = 10;
const HOURS = 24;

/** What is said to be lost by leaving the lead unanswered; nothing where nobody waits for an answer. */
export function WaitingCost({ lead }: { lead: LeadPanelData }): ReactNode {
  const { dealership } = useRooftop();
  const { outcome, promise, likelihood } = lead;
  const waits = outcome === 'OPEN' && promise.answeredAt === null && likelihood !== null;
  const { data } = useWaiting(dealership.key, lead.leadId, waits);
  if (!waits || !data?.now) return null;
  const { now, waits: later } = data;
  return (
    <section aria-labelledby="waiting-title">
      <h3 id="waiting-title">{words.lead.unanswered}</h3>
      <Falling points={[{ hours: 0, percent: now.likelihoodPercent }, ...later.map(percents)]} />
      <p className="outlook">{words.lead.waiting(now.likelihoodPercent, later)}</p>
    </section>
  );
}

const percents = ({ hours, likelihoodPercent }: { hours: number; likelihoodPercent: number }) => ({
  hours,
  percent: likelihoodPercent,
});

/** Hours are drawn by their root: the first ones cost most, and are where one looks. */
function Falling({ points }: { points: { hours: number; percent: number }[] }): ReactNode {
  const most = Math.max(...points.map(({ percent }) => percent), 1);
  const x = (hours: number): number => EDGE + Math.sqrt(hours / HOURS) * (WIDTH - 2 * EDGE - 16);
  const y = (percent: number): number => HEIGHT - 22 - (percent / most) * (HEIGHT - 44);
  const line = points.map(({ hours, percent }) => `${x(hours)},${y(percent)}`).join(' ');
  return (
    <svg className="falling" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <line className="score-floor" x1="0" x2={WIDTH} y1={HEIGHT - 20} y2={HEIGHT - 20} />
      <polyline className="score-steps" points={line} />
      {points.map(({ hours, percent }) => (
        <g key={hours}>
          <circle
            className={hours === 0 ? 'score-here' : 'score-later'}
            cx={x(hours)}
            cy={y(percent)}
            r={hours === 0 ? 5 : 3}
          />
          <text
            className="plot-text"
            x={x(hours)}
            y={HEIGHT - 5}
            textAnchor={hours === 0 ? 'start' : 'middle'}
          >
            {hours === 0 ? words.lead.now : `${hours} h`}
          </text>
          <text
            className="plot-text strong"
            x={x(hours)}
            y={y(percent) - 9}
            textAnchor={hours === 0 ? 'start' : 'middle'}
          >
            {percent} %
          </text>
        </g>
      ))}
    </svg>
  );
}
