import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { Env, readSettings } from '#config';
import type { Jobs } from '#platform';
import { TrainingWorker } from '../../src/training/training.worker.js';
import { TrainingCrashError, type TrainingRun } from '#training';
import { TrainingRunStore } from '../../src/training/training-run.store.js';
import { WorkerTrainingThread } from '../../src/worker-training-thread.js';
import { loopRoom, type LoopRoom } from '../support/loop-room.js';

const SETTINGS = `
groups:
  - key: group-1
    name: Example Motors
    timeZone: America/Chicago
    dealerships:
      - { key: rooftop-1, name: Example Motors North, timeZone: America/Chicago }
`;

const SECRET_KEY = 'a secret key of the tests, long enough';

const support = (name: string): URL => new URL(`../support/${name}`, import.meta.url);
/** Threads read the sources as they are. */
const FROM_SOURCE = [
  `--import=${support('typescript-hooks.mjs').href}`,
  '--conditions=source',
  '--no-warnings',
];

/** Each thread reads all sources. */
jest.setTimeout(600_000);

describe(WorkerTrainingThread.name, () => {
  let room: LoopRoom;
  let folder: string;

  const optionsOf = (): ConstructorParameters<typeof WorkerTrainingThread>[0] & { asOf: Date } => {
    const env = Object.assign(new Env(), {
      DATABASE_URL: room.database.url,
      DATA_DIR: folder,
      SECRET_KEY,
      MODEL_FAMILIES: ['logistic'],
      LOG_LEVEL: 'error',
    });
    const settings = readSettings(join(folder, 'settings.yaml'), {});
    return {
      env,
      settings,
      databaseUrl: room.database.url,
      secretKey: SECRET_KEY,
      // Read by the thread of tests alone: time that passes meanwhile would change labels.
      asOf: room.clock.time,
    };
  };
  const threadOf = (script: string): WorkerTrainingThread =>
    new WorkerTrainingThread(optionsOf(), support(script), FROM_SOURCE);
  const newestRun = async (): Promise<TrainingRun> =>
    (await room.runs.list(room.groupId, { limit: 1 }))[0]!;
  const newestHash = async (): Promise<string> => {
    const versions = await room.tenancy.asGroup(room.groupId, (manager) =>
      room.registry.list(manager, room.groupId),
    );
    return versions[0]!.artifactHash;
  };

  const takenUp = (): Promise<unknown> =>
    room.tenancy.asGroup(room.groupId, (manager) =>
      new TrainingRunStore().start(manager, room.groupId, room.clock.time),
    );

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lead-likelihood-thread-'));
    writeFileSync(join(folder, 'settings.yaml'), SETTINGS);
    room = await loopRoom();
    await room.history(500);
  });

  afterAll(async () => {
    await room.database.drop();
    rmSync(folder, { recursive: true });
  });

  it('begins under flags of the process that no thread may be given', async () => {
    const told = process.execArgv;
    process.execArgv = [...told, '--max-semi-space-size=32'];
    try {
      const thread = new WorkerTrainingThread(optionsOf(), new URL('data:text/javascript,'));
      await expect(thread.run(room.groupId)).resolves.toBeUndefined();
    } finally {
      process.execArgv = told;
    }
  });

  it('has crashed where it cannot begin, so that its run is not left waiting', async () => {
    const thread = new WorkerTrainingThread(optionsOf(), new URL('data:text/javascript,'), [
      '--no-such-flag',
    ]);

    await expect(thread.run(room.groupId)).rejects.toThrow(TrainingCrashError);
  });

  it('is stopped with the application: nothing is left but a run that the next one takes up', async () => {
    const thread = threadOf('training-as-of.worker.ts');
    const { id } = await room.runs.request(room.groupId, 'key:test');
    const ended = thread.run(room.groupId).then(
      () => 'of itself',
      (error: Error) => error.message,
    );
    const started = (async () => {
      while ((await newestRun()).state !== 'running') await sleep(20);
      return 'started';
    })();

    expect(await Promise.race([ended, started])).toBe('started');
    await thread.onApplicationShutdown();

    expect(await ended).toBe('The training thread was stopped.');
    expect(await newestRun()).toMatchObject({ id, state: 'running', attempt: 1 });
    expect(await room.champions.ofOrNull(room.groupId)).toBeNull();
  });

  it('works a run to its end and says how far it is, and leaves the thread that serves alone', async () => {
    const thread = threadOf('training-as-of.worker.ts');
    const seen = new Set<number>();
    const ended = new AbortController();
    const before = { own: process.threadCpuUsage(), all: process.cpuUsage() };
    const watching = (async () => {
      for (; !ended.signal.aborted; await sleep(20))
        seen.add((await newestRun()).progress.done ?? 0);
    })();

    await thread.run(room.groupId);
    ended.abort();
    await watching;
    const own = process.threadCpuUsage(before.own).user;
    const all = process.cpuUsage(before.all).user;

    expect(await newestRun()).toMatchObject({ state: 'promoted', attempt: 2 });
    expect([...seen].some((done) => done > 0 && done < 1)).toBe(true);
    // Time of processors, not of clocks: all that the thread that serves did was to look.
    expect(own).toBeLessThan(all / 4);
  });

  it('makes the artifact that the process itself would have made', async () => {
    const byThread = await newestHash();
    await room.database.dataSource.query('TRUNCATE promotion, model_version CASCADE');
    room.champions.forget(room.groupId);

    await room.train();

    expect(await newestHash()).toBe(byThread);
  });

  it('that crashes again and again ends its run as failed, with the reason', async () => {
    const thread = threadOf('crashing.worker.ts');
    let work: ((data: { groupId: string }) => Promise<void>) | undefined;
    const jobs = { work: (_name: string, _options: object, of: typeof work) => (work = of) };
    new TrainingWorker(jobs as unknown as Jobs, room.runs, thread).onModuleInit();
    const { id } = await room.runs.request(room.groupId, 'key:test');

    const crash = (): Promise<void> => work!({ groupId: room.groupId });

    await expect(crash()).rejects.toThrow('an invented fault');
    // The queue hands it out again, and a thread takes it up as a new attempt.
    await takenUp();
    await expect(crash()).rejects.toThrow('an invented fault');
    await takenUp();
    await crash();

    expect(await room.runs.find(room.groupId, id)).toMatchObject({
      state: 'failed',
      attempt: 3,
      verdict: expect.stringMatching(/^failed: .*an invented fault; it was tried 3 times$/),
    });
  });
});
