import type { Metrics, TensorBackend } from '#model/fitting';
import type { FeatureChoice } from './benchmark-set.js';
import { COURT_NOTES, type CourtChoice } from './court.js';
import { goalsOf, type Goal } from './goals.js';
import { deviationOf, digits, markdownTable, meanOf } from './markdown-table.js';
import type { Measurement } from './measure-set.js';
import type { NoiseFloor, Peer } from './peers.js';

export interface SetResult {
  set: string;
  measurements: Measurement[];
  peakMegabytes: number;
  backend: TensorBackend;
  /** What was done about values that are not what the spec calls them. */
  notes: string[];
  /** What the label court found, a line a feature. */
  court: string[];
  peers: Peer[];
  noise: NoiseFloor | undefined;
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

export interface ReportContext {
  family: string;
  features: FeatureChoice;
  court: CourtChoice;
  seeds: number;
  seconds: number;
}

/** The whole bench as Markdown that also reads well in a terminal. */
export function reportOf(results: SetResult[], context: ReportContext): string {
  const judged = results.map((result) => ({ set: result.set, goals: goalsOf(reachedBy(result)) }));
  const sets = results.flatMap((result, at) => [
    '',
    `## ${result.set}`,
    '',
    ...setTable(result),
    ...result.notes.map((note) => `\n${note}`),
    ...goalLines(judged[at]!.goals),
    '',
    ...courtLines(result.court),
  ]);
  return [
    ...headOf(results, context),
    ...goalSummary(judged),
    ...sets,
    '',
    `All sets: ${context.seconds.toFixed(1)} s`,
    '',
  ].join('\n');
}

const courtLines = ([summary, ...found]: string[]): string[] =>
  summary ? [summary, '', ...found.map((line) => `- ${line}`)] : [];

function headOf(
  results: SetResult[],
  { family, features, court, seeds }: Omit<ReportContext, 'seconds'>,
): string[] {
  const backend = results[0]?.backend;
  return [
    `# Model bench: ${family}, features ${features}`,
    '',
    DENYLIST_NOTE,
    COURT_NOTES[court],
    `fit: learned from train, settings chosen on valid. refit: once more from train and valid. Seeds: ${seeds}; figures are their mean, sd is below.`,
    `TensorFlow.js backend: ${backend ? `${backend.name} (${backend.why})` : 'none'}; Node ${process.versions.node}.`,
    `Seconds of the peers are CPU seconds of their final fit; ours are wall clock, the choice of settings included. Peak memory is of the whole process, all seeds.`,
    '',
    '## Test log-loss beside tuned gradient boosting and the better of lr_tuned and lrbin_tuned',
    '',
    ...markdownTable(
      'set|fit|lgbm_tuned|ratio|logistic peer|ratio|refit|lgbm_tuned_refit|ratio'.split('|'),
      results.map(summaryOf),
    ),
  ];
}

/** Of each goal, on how many of the sets it can be judged on it is met, and where it is not. */
function goalSummary(judged: { set: string; goals: Goal[] }[]): string[] {
  const names = new Set(judged.flatMap(({ goals }) => goals.map(({ name }) => name)));
  if (!names.size) return [];
  const lines = Array.from(names, (name) => {
    const own = judged.flatMap(({ set, goals }) =>
      goals.filter((goal) => goal.name === name).map(({ met }) => ({ set, met })),
    );
    const missed = own.filter(({ met }) => !met).map(({ set }) => set);
    const where = missed.length ? `, not on ${missed.join(', ')}` : '';
    return `- ${name}: met on ${own.length - missed.length} of ${own.length}${where}`;
  });
  return ['', '## Goals', '', ...lines];
}

const goalLines = (goals: Goal[]): string[] =>
  goals.length
    ? [
        '',
        ...goals.map(({ name, words, met }) => `- ${met ? 'met' : 'NOT MET'}: ${name}: ${words}`),
      ]
    : [];

const stageOf = (measurements: Measurement[], stage: Measurement['stage']): Measurement =>
  measurements.find((one) => one.stage === stage)!;

const reachedBy = ({
  set,
  measurements,
  peers,
  noise,
}: SetResult): Parameters<typeof goalsOf>[0] => ({
  set,
  peers,
  noise,
  fit: meanMetrics(stageOf(measurements, 'fit')),
  refit: meanMetrics(stageOf(measurements, 'refit')),
});

function summaryOf({ set, measurements, peers }: SetResult): string[] {
  const own = (stage: Measurement['stage']): number =>
    meanMetrics(stageOf(measurements, stage)).logLoss;
  const best = (...models: string[]): number =>
    Math.min(
      ...peers.filter(({ model }) => models.includes(model)).map((peer) => peer.mean.logloss),
    );
  return [
    set,
    digits(own('fit'), 5),
    ...beside(own('fit'), best('lgbm_tuned')),
    ...beside(own('fit'), best('lr_tuned', 'lrbin_tuned')),
    digits(own('refit'), 5),
    ...beside(own('refit'), best('lgbm_tuned_refit')),
  ];
}

function setTable({ measurements, peers, peakMegabytes }: SetResult): string[] {
  const own = measurements.flatMap((one) => ownLines(one, peakMegabytes));
  const others = peers.map(peerLine).toSorted((a, b) => a.logLoss - b.logLoss);
  return markdownTable(HEADINGS, [...own, ...others].map(cells));
}

function ownLines(measurement: Measurement, megabytes: number): Line[] {
  const { stage, metrics, seconds } = measurement;
  const mean = lineOf(`this ${stage}`, meanMetrics(measurement), meanOf(seconds), megabytes);
  if (metrics.length < 2) return [mean];
  const spread = lineOf(
    `  sd of ${metrics.length} seeds`,
    eachMetric(metrics, deviationOf),
    deviationOf(seconds),
    undefined,
  );
  return [mean, spread];
}

export const meanMetrics = ({ metrics }: Pick<Measurement, 'metrics'>): Metrics =>
  eachMetric(metrics, meanOf);

function eachMetric(metrics: Metrics[], of: (values: number[]) => number): Metrics {
  const names = Object.keys(metrics[0]!) as (keyof Metrics)[];
  return Object.fromEntries(
    names.map((name) => [name, of(metrics.map((one) => one[name]))]),
  ) as unknown as Metrics;
}

const lineOf = (
  name: string,
  metrics: Metrics,
  seconds: number,
  megabytes: number | undefined,
): Line => ({
  name,
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

const beside = (loss: number, peer: number): string[] => [digits(peer, 5), ratio(loss, peer)];

/** Of our loss to a peer's; there is none beside a peer that was not measured. */
const ratio = (own: number, peer: number): string =>
  Number.isFinite(peer) ? digits(own / peer, 4) : '-';
