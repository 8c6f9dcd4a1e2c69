import { deviationOf, digits, markdownTable, meanOf } from './markdown-table.js';
import type { CurvePoint } from './measure-curve.js';
import type { PeerCurve } from './peers.js';

export interface CurveResult {
  set: string;
  points: CurvePoint[];
  peers: PeerCurve[];
}

/** Mean test log-loss from a few rows beside the best listed peer at each number of rows. */
export function curveReportOf(
  results: CurveResult[],
  { family, draws, seconds }: { family: string; draws: number; seconds: number },
): string {
  const compared = results.flatMap(({ points, peers }) =>
    points.map((point) => ({ point, best: bestAt(peers, point.rows) })),
  );
  const judged = compared.filter(({ best }) => best);
  const met = judged.filter(({ point, best }) => lossOf(point) <= best!.mean.logloss);
  return [
    `# Learning curves: ${family}`,
    '',
    `Mean test log-loss over ${draws} draws of n training rows; nothing else is seen, settings are chosen on the n rows too. A draw holds the rows that the peers learned from. SE: of the difference, from both sds as if draws were not shared, and so too large.`,
    '',
    ...markdownTable(
      [
        'set',
        'n',
        'this',
        'sd',
        'AUC',
        'best peer',
        'its log-loss',
        'ratio',
        'SE',
        'met',
        'seconds',
      ],
      results.flatMap(rowsOf),
    ),
    '',
    `Goal: mean log-loss <= the best listed peer at every n: met at ${met.length} of ${judged.length}.`,
    '',
    `All: ${seconds.toFixed(1)} s`,
    '',
  ].join('\n');
}

function rowsOf({ set, points, peers }: CurveResult): string[][] {
  return points.map((point) => {
    const losses = point.metrics.map(({ logLoss }) => logLoss);
    const own = [
      set,
      String(point.rows),
      digits(meanOf(losses), 4),
      digits(deviationOf(losses), 4),
      digits(meanOf(point.metrics.map(({ auc }) => auc)), 4),
    ];
    const seconds = digits(meanOf(point.seconds), 1);
    const best = bestAt(peers, point.rows);
    if (!best) return [...own, '-', '-', '-', '-', '-', seconds];
    const error = Math.hypot(
      deviationOf(losses) / Math.sqrt(losses.length),
      best.sd.logloss / Math.sqrt(best.runs),
    );
    return [
      ...own,
      best.model,
      digits(best.mean.logloss, 4),
      digits(meanOf(losses) / best.mean.logloss, 4),
      digits(error, 4),
      meanOf(losses) <= best.mean.logloss ? 'yes' : 'NO',
      seconds,
    ];
  });
}

const lossOf = ({ metrics }: CurvePoint): number => meanOf(metrics.map(({ logLoss }) => logLoss));

function bestAt(peers: PeerCurve[], rows: number): PeerCurve | undefined {
  return peers
    .filter(({ n }) => n === rows)
    .toSorted((one, other) => one.mean.logloss - other.mean.logloss)[0];
}
