import type { ReactNode } from 'react';
import type { ScorecardGroup } from '../api/shapes';
import { words } from '../words';

const SIZE = 440;
const LEFT = 48;
const BOTTOM = 44;
const COUNTS = 44;
const TICKS = 4;
/** Of the axes: a quarter of each is a round percentage. */
const ENDS = [0.04, 0.08, 0.12, 0.2, 0.4, 0.6, 0.8];

/** Promised against seen, with 90 % intervals on the diagonal and the groups' sizes below. */
export function ReliabilityPlot({ groups }: { groups: ScorecardGroup[] }): ReactNode {
  const most = Math.max(...groups.flatMap(({ promised, seen }) => [promised, seen.upper]), 0.04);
  const end = ENDS.find((each) => each >= most) ?? 1;
  const x = (share: number): number => LEFT + (share / end) * (SIZE - LEFT - 20);
  const y = (share: number): number => 12 + (1 - share / end) * (SIZE - 12 - BOTTOM);
  const ticks = Array.from({ length: TICKS + 1 }, (_, index) => (index * end) / TICKS);
  const largest = Math.max(...groups.map(({ leads }) => leads));
  return (
    <svg
      className="plot"
      viewBox={`0 0 ${SIZE} ${SIZE + COUNTS}`}
      role="img"
      aria-label={said(groups)}
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line className="plot-grid" x1={LEFT} x2={SIZE - 20} y1={y(tick)} y2={y(tick)} />
          <text className="plot-text" x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
            {Math.round(tick * 100)} %
          </text>
          <text className="plot-text" x={x(tick)} y={SIZE - BOTTOM + 18} textAnchor="middle">
            {Math.round(tick * 100)} %
          </text>
        </g>
      ))}
      <line className="plot-true" x1={x(0)} y1={y(0)} x2={x(end)} y2={y(end)} />
      {groups.map(({ promised, seen, leads }) => (
        <g key={promised}>
          <line
            className="plot-interval"
            x1={x(promised)}
            x2={x(promised)}
            y1={y(seen.lower)}
            y2={y(seen.upper)}
          />
          <circle className="plot-dot" cx={x(promised)} cy={y(seen.share)} r="5" />
          <rect
            className="plot-count"
            x={x(promised) - 4}
            width="8"
            y={SIZE + COUNTS - 4 - (leads / largest) * (COUNTS - 12)}
            height={(leads / largest) * (COUNTS - 12)}
          />
        </g>
      ))}
      <text className="plot-text" x={(LEFT + SIZE) / 2} y={SIZE - 6} textAnchor="middle">
        {words.scorecard.axisPromised}
      </text>
      <text className="plot-text" x={LEFT + 6} y="24">
        {words.scorecard.axisSeen}
      </text>
    </svg>
  );
}

const share = (value: number): string => `${Math.round(value * 100)} %`;

/** The plot in words, for those who do not see it. */
function said(groups: ScorecardGroup[]): string {
  return groups
    .map(({ promised, seen, leads }) =>
      words.scorecard.group(leads, share(promised), share(seen.share)),
    )
    .join('; ');
}
