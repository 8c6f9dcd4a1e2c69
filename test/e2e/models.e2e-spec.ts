import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { Tenancy } from '#access';
import { CalibrationTable, ModelRegistry, createEstimator } from '#model';
import { examples } from '../factories/examples.js';
import { testApp, type TestApp } from '../support/app.js';
import { plantChampion } from '../support/champion.js';

const SETTINGS = `
groups:
  - key: north
    name: North Group
    timeZone: America/Chicago
    dealerships:
      - { key: north-a, name: North A, timeZone: America/Chicago }
  - key: south
    name: South Group
    timeZone: America/Chicago
    dealerships:
      - { key: south-a, name: South A, timeZone: America/Chicago }
  - key: west
    name: West Group
    timeZone: America/Chicago
    dealerships:
      - { key: west-a, name: West A, timeZone: America/Chicago }
`;

describe('models', () => {
  let test: TestApp;
  let admin: string;
  const versions: string[] = [];

  const get = (path: string, key = admin): request.Test =>
    request(test.url).get(path).set('authorization', `Bearer ${key}`);
  const post = (path: string, body: object, key = admin): request.Test =>
    request(test.url).post(path).set('authorization', `Bearer ${key}`).send(body);

  beforeAll(async () => {
    test = await testApp(SETTINGS);
    admin = await test.apiKey('north-a', ['admin'], true);
    const { groupId } = await test.dealership('north-a');
    const train = examples(60);
    for (const seed of [1, 2]) {
      const estimator = createEstimator('base-rate');
      await estimator.fit(train, { seed });
      const { id } = await test.app.get(Tenancy).asGroup(groupId, (manager) =>
        test.app.get(ModelRegistry).register(manager, groupId, {
          artifact: {
            format: 1,
            family: estimator.family,
            columns: train.table.columns,
            state: estimator.toState(),
            calibration: {
              calibrator: { kind: 'identity' },
              table: CalibrationTable.empty().toState(),
            },
            seed,
            dataHash: 'data',
            codeVersion: '0.1.0',
          },
          metrics: { logLoss: 0.5 },
        }),
      );
      versions.push(id);
    }
  });

  afterAll(() => test.stop());

  it('lists, promotes, shows and rolls back versions, and records who did it', async () => {
    for (const id of versions) {
      await post(`/v1/models/${id}/promote`, { reason: 'looks better' }).expect(200);
    }
    const { body: list } = await get('/v1/models').expect(200);
    expect(list).toMatchObject([
      { id: versions[1], number: 2, champion: true },
      { id: versions[0], number: 1, champion: false },
    ]);

    const { body: back } = await post('/v1/models/rollback', { reason: 'it was worse' }).expect(
      200,
    );
    expect(back).toMatchObject({ number: 1, champion: true });

    const { body: card } = await get(`/v1/models/${versions[0]}`).expect(200);
    expect(card.promotions).toHaveLength(2);
    expect(card.features[0]).toMatchObject({ name: 'ageHours', kind: 'numeric' });
    const { body: audit } = await get('/v1/audit-events').expect(200);
    expect(audit[0]).toMatchObject({ action: 'model.rolled_back' });
  });

  it('answers every mistake with a problem that says what to do', async () => {
    await get('/v1/models/5b0b7a52-6c0e-4d2f-9a53-000000000000')
      .expect(404)
      .expect(({ body }) => expect(body.code).toBe('MODEL_VERSION_NOT_FOUND'));
    await get('/v1/models/not-a-uuid').expect(400);
    await post(`/v1/models/${versions[1]}/promote`, {}).expect(422);
    await post('/v1/models/rollback', { reason: 'once more' })
      .expect(409)
      .expect(({ body }) => expect(body.code).toBe('NO_EARLIER_CHAMPION'));
  });

  it('scores open leads anew at once when it is rolled back', async () => {
    const { groupId } = await test.dealership('west-a');
    const west = await test.apiKey('west-a', ['admin', 'intake', 'read'], true);
    const intake = await test.apiKey('west-a', ['intake', 'read']);
    await plantChampion(test, groupId);
    await post('/v1/leads', { id: 'L-1', message: 'Is it still there?' }, intake).expect(201);
    const scoring = async (): Promise<number | undefined> =>
      (await get('/v1/leads', intake).expect(200)).body.items[0]?.prediction?.modelVersion;
    const scoredBy = async (version: number): Promise<void> => {
      while ((await scoring()) !== version) await sleep(50);
    };
    await scoredBy(1);

    await plantChampion(test, groupId);
    await scoredBy(2);
    await post('/v1/models/rollback', { reason: 'it was worse' }, west).expect(200);

    await scoredBy(1);
  });

  it('lets nobody else in: not a reader, not one rooftop alone, not another group', async () => {
    const reader = await test.apiKey('north-a', ['read']);
    const rooftop = await test.apiKey('north-a', ['admin']);
    const stranger = await test.apiKey('south-a', ['admin'], true);

    await get('/v1/models', reader).expect(403);
    await post(`/v1/models/${versions[1]}/promote`, { reason: 'mine' }, rooftop)
      .expect(403)
      .expect(({ body }) => expect(body.code).toBe('GROUP_ADMIN_NEEDED'));
    await get(`/v1/models/${versions[0]}`, stranger).expect(404);
    await get('/v1/models', stranger).expect(200, []);
  });
});
