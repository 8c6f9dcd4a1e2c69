import { randomUUID } from 'node:crypto';
import { parseSettings } from '#config';
import { Directory, Tenancy } from '#access';
import { Clock, Jobs, Metrics } from '#platform';
import { testDatabase, type TestDatabase } from '../../test/support/database.js';
import { examples, vectorsOf } from '../../test/factories/examples.js';
import type { ModelArtifact } from './artifact.js';
import { CalibrationTable } from './calibration/calibration-table.js';
import { createEstimator } from './estimator-families.js';
import { CHAMPION_CHANGED, ModelRegistry } from './model-registry.js';
import {
  AlreadyChampionError,
  ModelUnusableError,
  ModelVersionNotFoundError,
  NoEarlierChampionError,
} from './model.errors.js';

/** Two groups nobody has used yet. */
const settingsOf = (turn: number): string => `
groups:
  - key: north-${turn}
    name: North Group
    timeZone: America/Chicago
    dealerships:
      - { key: north-a-${turn}, name: North A, timeZone: America/Chicago }
  - key: south-${turn}
    name: South Group
    timeZone: America/Chicago
    dealerships:
      - { key: south-a-${turn}, name: South A, timeZone: America/Chicago }
`;

class StoppedClock extends Clock {
  now(): Date {
    return new Date('2026-03-01T02:00:00Z');
  }
}

const train = examples(200);
const note = { by: 'staff:1', reason: 'won the contest' };

async function artifact(seed: number): Promise<ModelArtifact> {
  const estimator = createEstimator('logistic', { strengths: [3], epochs: 2 });
  await estimator.fit(train, { seed });
  return {
    format: 1,
    family: 'logistic',
    columns: train.table.columns,
    state: estimator.toState(),
    calibration: { calibrator: { kind: 'identity' }, table: CalibrationTable.empty().toState() },
    seed,
    dataHash: 'data',
    codeVersion: '0.1.0',
  };
}

describe(ModelRegistry.name, () => {
  let database: TestDatabase;
  let directory: Directory;
  let tenancy: Tenancy;
  let turn = 0;
  let jobs: Jobs;
  let registry: ModelRegistry;
  let groups: [string, string];

  const asGroup = <T>(
    work: (...args: [Parameters<ModelRegistry['list']>[0], string]) => Promise<T>,
    group = groups[0],
  ): Promise<T> => tenancy.asGroup(group, (manager) => work(manager, group));
  const register = async (seed: number): Promise<{ id: string; number: number }> => {
    const made = await artifact(seed);
    return asGroup((manager, group) =>
      registry.register(manager, group, {
        artifact: made,
        metrics: { logLoss: 0.4 },
        card: { verdict: 'for all' },
      }),
    );
  };
  const promote = (id: string): Promise<unknown> =>
    asGroup((manager, group) => registry.promote(manager, group, id, note));
  const rollback = (): Promise<{ number: number }> =>
    asGroup((manager, group) => registry.rollback(manager, group, note));
  const champion = (): ReturnType<ModelRegistry['champion']> =>
    asGroup((manager, group) => registry.champion(manager, group));
  const waiting = (): Promise<{ groupId: string }[]> =>
    database.dataSource.query(
      `SELECT data->>'groupId' AS "groupId" FROM pgboss.job WHERE name = $1 AND data->>'groupId' = $2`,
      [CHAMPION_CHANGED, groups[0]],
    );

  beforeAll(async () => {
    database = await testDatabase();
    directory = new Directory(database.dataSource);
    tenancy = new Tenancy(database.dataSource, directory);
    jobs = new Jobs(
      { databaseUrl: database.url, poolSize: 2, listen: false, works: false },
      new Metrics(),
    );
    jobs.work(CHAMPION_CHANGED, { concurrency: 1 }, () => Promise.resolve());
  });

  beforeEach(async () => {
    turn += 1;
    const settings = parseSettings(settingsOf(turn), {}, 'test').groups;
    const made = await Promise.all(settings.map((group) => directory.provision(group)));
    groups = [made[0]!.group.id, made[1]!.group.id];
    registry = new ModelRegistry(new StoppedClock(), jobs);
  });

  afterAll(async () => {
    await jobs.onModuleDestroy();
    await database.drop();
  });

  it('has no champion before the first promotion', async () => {
    await register(1);

    expect(await champion()).toBeNull();
  });

  it('numbers versions on and lists them newest first', async () => {
    const [first, second] = [await register(1), await register(2)];
    await promote(first.id);

    const versions = await asGroup((manager, group) => registry.list(manager, group));

    expect(versions).toMatchObject([
      { id: second.id, number: 2, champion: false, promotedAt: null },
      { id: first.id, number: 1, champion: true, promotedAt: new Date('2026-03-01T02:00:00Z') },
    ]);
  });

  it('serves the promoted version with the answers it was registered with', async () => {
    const { id } = await register(5);
    await promote(id);

    const serving = await champion();

    const vector = vectorsOf(train.table)[3]!;
    const own = createEstimator('logistic', { strengths: [3], epochs: 2 });
    await own.fit(train, { seed: 5 });
    expect(serving!.model.score(vector).contributions).toEqual(own.explain(vector));
    expect(serving).toMatchObject({ id, number: 1, champion: true, seed: 5 });
  });

  it('restores a version once and keeps it', async () => {
    const { id } = await register(1);
    await promote(id);

    expect((await champion())!.model).toBe((await champion())!.model);
  });

  it('asks for new scores in the promotion’s own transaction', async () => {
    const { id } = await register(1);

    await asGroup(async (manager, group) => {
      await registry.promote(manager, group, id, note);
      throw new Error('changed my mind');
    }).catch(() => undefined);
    expect(await champion()).toBeNull();
    expect(await waiting()).toEqual([]);

    await promote(id);
    expect(await waiting()).toEqual([{ groupId: groups[0] }]);
  });

  it('rolls back version by version, and refuses when there is none left', async () => {
    const versions = [await register(1), await register(2), await register(3)];
    for (const { id } of versions) await promote(id);

    expect([(await rollback()).number, (await rollback()).number]).toEqual([2, 1]);
    await expect(rollback()).rejects.toThrow(NoEarlierChampionError);
  });

  it('never rolls back to a version that lost its contest', async () => {
    const [first, , third] = [await register(1), await register(2), await register(3)];
    await promote(first.id);
    await promote(third.id);

    expect((await rollback()).number).toBe(1);
  });

  it('tells the whole story of a version on its card', async () => {
    const { id } = await register(1);
    await promote(id);

    const card = await asGroup((manager, group) => registry.card(manager, group, id));

    expect(card).toMatchObject({
      number: 1,
      card: { verdict: 'for all' },
      metrics: { logLoss: 0.4 },
      promotions: [{ by: 'staff:1', reason: 'won the contest' }],
    });
    expect(card.columns).toEqual(train.table.columns);
  });

  it('refuses what is champion already and what is not there', async () => {
    const { id } = await register(1);
    await promote(id);

    await expect(promote(id)).rejects.toThrow(AlreadyChampionError);
    await expect(promote(randomUUID())).rejects.toThrow(ModelVersionNotFoundError);
  });

  it('refuses a version whose content or schema was changed behind its back', async () => {
    const [first, second] = [await register(1), await register(2)];
    await database.dataSource.query(
      `UPDATE model_version SET artifact = (SELECT artifact FROM model_version WHERE id = $2) WHERE id = $1`,
      [first.id, second.id],
    );
    await database.dataSource.query(
      `UPDATE model_version SET feature_schema = '[]' WHERE id = $1`,
      [second.id],
    );

    await expect(promote(first.id)).rejects.toThrow(/has changed/);
    await expect(promote(second.id)).rejects.toThrow(ModelUnusableError);
    expect(await champion()).toBeNull();
  });

  it('lets the champion before serve where the present one has been damaged', async () => {
    const [first, second] = [await register(1), await register(2)];
    await promote(first.id);
    await promote(second.id);
    await database.dataSource.query(
      `UPDATE model_version SET artifact = substring(artifact FROM 1 FOR 40) WHERE id = $1`,
      [second.id],
    );

    expect(await champion()).toMatchObject({ id: first.id, champion: false });

    await database.dataSource.query(`UPDATE model_version SET artifact = 'x' WHERE id = $1`, [
      first.id,
    ]);
    registry = new ModelRegistry(new StoppedClock(), jobs);
    await expect(champion()).rejects.toThrow(ModelUnusableError);
  });

  it('keeps groups apart', async () => {
    const { id } = await register(1);
    await promote(id);

    const theirs = await asGroup((manager, group) => registry.list(manager, group), groups[1]);

    expect(theirs).toEqual([]);
    await expect(
      asGroup((manager) => registry.card(manager, groups[0], id), groups[1]),
    ).rejects.toThrow(ModelVersionNotFoundError);
  });

  it('gives two registrations at once two numbers', async () => {
    const both = await Promise.all([register(1), register(2)]);

    expect(both.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual([1, 2]);
  });
});
