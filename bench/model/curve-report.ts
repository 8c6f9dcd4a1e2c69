import { deviationOf, digits, markdownTable, meanOf } from './markdown-table.js';
import type { CurveJudge, CurvePoint } from './measure-curve.js';
import type { PeerCurve } from './peers.js';

const JUDGED: Record<CurveJudge, string> = {
  test: 'the test part',
  'left-over': 'training rows that the draw left over',
};

export interface CurveResult {
  set: string;
  points: CurvePoint[];
  peers: PeerCurve[];
}

/** Mean log-loss from a few rows; on the test part beside the best listed peer at each number of rows. */
export function curveReportOf(
  results: CurveResult[],
  {
    family,
    draws,
    judge,
    seconds,
  }: { family: string; draws: number; judge: CurveJudge; seconds: number },
): string {
  const compared = results.flatMap(({ points, peers }) =>
    points.map((point) => ({ point, best: bestAt(peers, point.rows) })),
  );
  const judged = compared.filter(({ best }) => best);
  const met = judged.filter(({ point, best }) => lossOf(point) <= best!.mean.logloss);
  return [
    `# Learning curves: ${family}`,
    '',
    `Mean log-loss over ${draws} draws of n training rows, on ${JUDGED[judge]}; nothing else is seen, settings are chosen on the n rows too. A draw holds the rows that the peers learned from. SE: of the difference, from both sds as if draws were not shared, and so too large.`,
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
    ...(judge === 'test'
      ? [
          `Goal: mean log-loss <= the best listed peer at every n: met at ${met.length} of ${judged.length}.`,
          '',
        ]
      : []),
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
