import { TrainingRuns } from '#training';
import type { Settings } from '#config';
import { say, stageOn } from '../stage.js';

export interface NightQuestion {
  databaseUrl: string;
  folder: string;
  settings: Settings;
  groupId: string;
}

export interface NightAnswer {
  seconds: number;
  cpuSeconds: number;
  /** The most this process held, its training threads included. */
  peakMegabytes: number;
  examples: number;
  state: string;
  verdict: string;
  /** Seconds until each step began, by what the run said it did. */
  steps: { phrase: string; seconds: number }[];
}

const LOOK_EVERY_MS = 1000;

/** A process of its own for each night, so that the peak of its memory is its own too. */
process.once('message', (question: NightQuestion) => {
  void night(question).then((answer) => process.send!(answer));
});

async function night({
  databaseUrl,
  folder,
  settings,
  groupId,
}: NightQuestion): Promise<NightAnswer> {
  const { app, stop } = await stageOn(databaseUrl, folder).open(settings, { ROLE: 'api' });
  const runs = app.get(TrainingRuns);
  const { id } = await runs.request(groupId, 'bench');
  const started = performance.now();
  const sinceStart = (): number => (performance.now() - started) / 1000;
  const before = process.cpuUsage();
  const steps: NightAnswer['steps'] = [];
  const look = async (): Promise<void> => {
    const { phrase } = (await runs.find(groupId, id)).progress;
    if (!phrase || steps.at(-1)?.phrase === phrase) return;
    steps.push({ phrase, seconds: sinceStart() });
    say(`  ${sinceStart().toFixed(0)} s: ${phrase}`);
  };
  const looking = setInterval(() => void look(), LOOK_EVERY_MS);
  const run = await runs.run(groupId);
  clearInterval(looking);
  const { user, system } = process.cpuUsage(before);
  const seconds = sinceStart();
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  await stop();
  if (!run) throw new Error('The run that was asked for is not there.');
  return {
    seconds,
    cpuSeconds: (user + system) / 1e6,
    peakMegabytes,
    examples: run.counts?.examples ?? 0,
    state: run.state,
    verdict: run.verdict ?? '',
    steps,
  };
}
