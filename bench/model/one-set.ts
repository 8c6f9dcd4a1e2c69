import { readFile } from 'node:fs/promises';
import { openTensorBackend, type TensorBackend } from '#model/fitting';
import { readBenchmarkSet, type BenchmarkSpec, type FeatureChoice } from './benchmark-set.js';
import { courtSession, type CourtChoice } from './court.js';
import { measureCurve, type CurveJudge, type CurvePoint } from './measure-curve.js';
import { measureSet, type Measurement } from './measure-set.js';

/** What the parent process asks for. */
export interface SetRequest {
  set: string;
  data: string;
  spec: string;
  features: FeatureChoice;
  court: CourtChoice;
  family: string;
  hyperparameters: Record<string, unknown>;
  seeds: number;
  out: string;
  /** Instead of the whole set: learning curves. */
  curves?: { sizes: number[]; draws: number; judge: CurveJudge };
}

export type SetAnswer =
  | { kind: 'progress'; done: number; phrase: string }
  | { kind: 'failed'; message: string }
  | {
      kind: 'measured';
      measurements: Measurement[];
      curve: CurvePoint[];
      notes: string[];
      /** What the label court found, a line a feature. */
      court: string[];
      /** Of this process, reading the file included. */
      peakMegabytes: number;
      backend: TensorBackend;
    };

const say = (answer: SetAnswer): void => void process.send!(answer);

const onProgress = (done: number, phrase: string): void => say({ kind: 'progress', done, phrase });

async function measure(request: SetRequest): Promise<SetAnswer> {
  const specs = JSON.parse(await readFile(request.spec, 'utf8')) as Record<string, BenchmarkSpec>;
  const spec = Object.hasOwn(specs, request.set) ? specs[request.set] : undefined;
  const whole = await readBenchmarkSet(request.data, request.set, spec, request.features);
  const { set, words } = await courtSession(whole, request.court);
  const { curves } = request;
  return {
    kind: 'measured',
    measurements: curves ? [] : await measureSet(request.set, set, { ...request, onProgress }),
    curve: curves ? await measureCurve(set, { ...request, ...curves, onProgress }) : [],
    notes: set.notes,
    court: words,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
    backend: await openTensorBackend(),
  };
}

/** A process of its own for each set, so that the peak of its memory is its own too. */
process.once('message', (request: SetRequest) => void reply(request));

async function reply(request: SetRequest): Promise<void> {
  try {
    say(await measure(request));
  } catch (error) {
    say({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
  process.disconnect();
}
