import type { TensorBackend } from '#model/fitting';
import type { FeatureChoice } from './benchmark-set.js';
import type { Measurement } from './measure-set.js';
import type { Peer } from './peers.js';

export interface SetResult {
  set: string;
  measurements: Measurement[];
  peakMegabytes: number;
  backend: TensorBackend;
  peers: Peer[];
}

interface Line {
  name: string;
  auc: number;
  ap: number;
  logLoss: number;
  brier: number;
  ece: number;
  lift: number;
  recall: number;
  seconds: number | undefined;
  megabytes: number | undefined;
}

const HEADINGS = 'model|AUC|AP|log-loss|Brier|ECE15|lift@10 %|recall@20 %|seconds|peak MB'.split(
  '|',
);

export const DENYLIST_NOTE =
  'Every column the spec lists is used: the denylist guards dealership data, not public benchmark columns.';

/** The whole bench as Markdown that also reads well in a terminal. */
export function reportOf(
  results: SetResult[],
  context: { family: string; features: FeatureChoice; seeds: number; seconds: number },
): string {
  const backend = results[0]?.backend;
  const head = [
    `# Model bench: ${context.family}, features ${context.features}`,
    '',
    DENYLIST_NOTE,
    `fit: learned from train, settings chosen on valid. refit: once more from train and valid. Seeds: ${context.seeds}.`,
    `TensorFlow.js backend: ${backend ? `${backend.name} (${backend.why})` : 'none'}; Node ${process.versions.node}.`,
    `Seconds of the peers are CPU seconds of their final fit; ours are wall clock, the choice of settings included.`,
    '',
    '## Test log-loss beside the better of lr_tuned and lrbin_tuned',
    '',
    ...tableOf(
      ['set', 'fit', 'peer', 'ratio', 'refit', 'peer refit', 'ratio'],
      results.map(summaryOf),
    ),
  ];
  const sets = results.flatMap((result) => ['', `## ${result.set}`, '', ...setTable(result)]);
  return [...head, ...sets, '', `All sets: ${context.seconds.toFixed(1)} s`, ''].join('\n');
}

function summaryOf({ set, measurements, peers }: SetResult): string[] {
  const own = (stage: string): number =>
    measurements.find((one) => one.stage === stage)!.metrics.logLoss;
  const best = (...models: string[]): number =>
    Math.min(
      ...peers.filter(({ model }) => models.includes(model)).map((peer) => peer.mean.logloss),
    );
  const fit = best('lr_tuned', 'lrbin_tuned');
  const refit = best('lr_tuned_refit', 'lrbin_tuned_refit');
  return [
    set,
    digits(own('fit'), 5),
    digits(fit, 5),
    ratio(own('fit'), fit),
    digits(own('refit'), 5),
    digits(refit, 5),
    ratio(own('refit'), refit),
  ];
}

function setTable({ measurements, peers, peakMegabytes }: SetResult): string[] {
  const own = measurements.map((one) => ownLine(one, peakMegabytes));
  const others = peers.map(peerLine).toSorted((a, b) => a.logLoss - b.logLoss);
  return [...tableOf(HEADINGS, [...own, ...others].map(cells)), ...spreadOf(measurements)];
}

function spreadOf(measurements: Measurement[]): string[] {
  return measurements
    .filter(({ logLossBySeed }) => logLossBySeed.length > 1)
    .map(({ stage, logLossBySeed }) => {
      const all = logLossBySeed.map((one) => digits(one, 5)).join(' ');
      return `\n${stage}, log-loss by seed: ${all}`;
    });
}

const ownLine = ({ stage, metrics, seconds }: Measurement, megabytes: number): Line => ({
  name: `this ${stage}`,
  auc: metrics.auc,
  ap: metrics.averagePrecision,
  logLoss: metrics.logLoss,
  brier: metrics.brier,
  ece: metrics.ece15,
  lift: metrics.lift10,
  recall: metrics.recall20,
  seconds,
  megabytes,
});

const peerLine = ({ model, mean, cpu_s: seconds }: Peer): Line => ({
  name: model,
  auc: mean.auc,
  ap: mean.ap,
  logLoss: mean.logloss,
  brier: mean.brier,
  ece: mean.ece15,
  lift: mean.lift10,
  recall: mean.recall20,
  seconds,
  megabytes: undefined,
});

const cells = (line: Line): string[] => [
  line.name,
  digits(line.auc, 4),
  digits(line.ap, 4),
  digits(line.logLoss, 5),
  digits(line.brier, 5),
  digits(line.ece, 4),
  digits(line.lift, 3),
  digits(line.recall, 4),
  digits(line.seconds, 1),
  digits(line.megabytes, 0),
];

/** Of our loss to a peer's; there is none beside a peer that was not measured. */
const ratio = (own: number, peer: number): string =>
  Number.isFinite(peer) ? digits(own / peer, 4) : '-';

const digits = (value: number | undefined, places: number): string =>
  value === undefined || !Number.isFinite(value) ? '-' : value.toFixed(places);

function tableOf(headings: string[], rows: string[][]): string[] {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]!.length)),
  );
  const line = (row: string[]): string =>
    `| ${row.map((cell, column) => (column ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`;
  return [line(headings), rule, ...rows.map(line)];
}
