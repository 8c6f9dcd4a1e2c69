import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import type { TrainingRun } from '#training';
import { EAGER, QUICK, loopRoom, type LoopRoom } from '../support/loop-room.js';
import { SourceProcess } from '../support/source-process.js';

/** The rooftop that `loopRoom` opens, as a settings file would name it. */
const SETTINGS = `
groups:
  - key: group-1
    name: Example Motors
    timeZone: America/Chicago
    dealerships:
      - { key: rooftop-1, name: Example Motors North, timeZone: America/Chicago }
`;

const LEARNING = 'test/support/learning.process.ts';

const WAITS_TO_PROMOTE = `
  SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
  WHERE datname = current_database() AND relation = 'promotion'::regclass AND NOT granted`;

/** Waits until it is so, as long as the process runs. */
async function until(child: SourceProcess, so: () => Promise<boolean>): Promise<void> {
  while (!(await so())) {
    if (!child.running) throw new Error(`The process ended before: ${await child.output()}`);
    await sleep(20);
  }
}

/** Five processes start in turn, and each reads all sources. */
jest.setTimeout(600_000);

describe('A training process that is killed', () => {
  let room: LoopRoom;
  let folder: string;

  const childEnv = (): Record<string, string> => ({
    DATABASE_URL: room.database.url,
    DATA_DIR: folder,
    SECRET_KEY: 'a secret key of the tests, long enough',
    SETTINGS_FILE: join(folder, 'settings.yaml'),
    MODEL_FAMILIES: 'logistic',
    LOG_LEVEL: 'error',
  });
  const training = (): SourceProcess => new SourceProcess([LEARNING], childEnv());
  const newestRun = async (): Promise<TrainingRun> =>
    (await room.runs.list(room.groupId, { limit: 1 }))[0]!;
  const versions = (): ReturnType<LoopRoom['registry']['list']> =>
    room.tenancy.asGroup(room.groupId, (manager) => room.registry.list(manager, room.groupId));

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lead-likelihood-crash-'));
    writeFileSync(join(folder, 'settings.yaml'), SETTINGS);
    room = await loopRoom({ floor: QUICK, all: [QUICK] });
    await room.history(500);
    await room.train();
    await room.history(100, 2);
    await room.openLead('L-open', { message: EAGER });
  });

  afterAll(async () => {
    await room.database.drop();
    rmSync(folder, { recursive: true });
  });

  it('leaves no half version and no lock; the old champion serves, and the next process ends the run', async () => {
    const learning = training();
    await until(learning, async () => {
      const { state, progress } = await newestRun();
      return state === 'running' && (progress.done ?? 0) > 0;
    });
    await learning.kill();
    const { id } = await newestRun();
    expect(await newestRun()).toMatchObject({ state: 'running', attempt: 1 });

    const promoting = training();
    const gate = room.database.dataSource.createQueryRunner();
    await gate.startTransaction();
    // The version is written by then, and its promotion has to wait.
    await gate.query('LOCK TABLE promotion IN SHARE MODE');
    await until(promoting, async () => (await gate.query(WAITS_TO_PROMOTE)).length > 0);
    await promoting.kill();
    await gate.rollbackTransaction();
    await gate.release();

    expect(await newestRun()).toMatchObject({ id, state: 'running', attempt: 2 });
    expect(await versions()).toMatchObject([{ number: 1, champion: true }]);
    expect((await room.scoring.scoreAllOpen(room.dealershipId)).stored).toBeGreaterThan(0);

    await training().output();

    expect(await newestRun()).toMatchObject({ id, state: 'promoted', attempt: 3 });
    expect(await versions()).toMatchObject([
      { number: 2, champion: true },
      { number: 1, champion: false },
    ]);
  });

  it('would have made the same artifact as any other: data, seed and version decide', async () => {
    const asOf = new Date().toISOString();
    const hash = (): Promise<string> => new SourceProcess([LEARNING, asOf], childEnv()).output();

    const [one, other] = [await hash(), await hash()];

    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect(other).toBe(one);
  });
});
