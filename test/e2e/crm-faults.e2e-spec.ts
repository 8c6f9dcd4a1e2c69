import { stringify } from 'yaml';
import { Tenancy } from '#access';
import { Sync } from '#ingestion';
import { Connections } from '#leads';
import { createWorld, startSimulatedCrm, type SimulatedCrm } from '#simulator';
import { demoSettings } from '../../src/demo/demo-settings.js';
import { Sleep } from '../../src/ingestion/patience.js';
import { testApp, type TestApp } from '../support/app.js';
import { moodyFront, type Mood, type MoodyFront } from '../support/moody-front.js';

const ROOFTOP = 'chicago';

describe('A CRM that does not answer as it should', () => {
  let crm: SimulatedCrm;
  let front: MoodyFront;
  let test: TestApp;
  let key: string;

  beforeAll(async () => {
    const world = createWorld({ seed: 7, now: new Date(), rooftops: 1, months: 1 });
    crm = await startSimulatedCrm({ world });
    front = await moodyFront(crm.url);
    test = await testApp(stringify(demoSettings(world, front.url, 86_400)), { ROLE: 'api' });
    // How long it waits between tries is tested elsewhere.
    test.app.get(Sleep, { strict: false }).for = () => Promise.resolve();
    key = await test.apiKey(ROOFTOP);
  });

  afterAll(async () => {
    await test.stop();
    await front.stop();
    await crm.stop();
  });

  async function sync(mood: Mood): Promise<void> {
    front.mood = mood;
    const { id } = await test.dealership(ROOFTOP);
    const connection = await test.app
      .get(Tenancy)
      .asDealership(id, (manager) =>
        test.app.get(Connections, { strict: false }).byKey(manager, id, 'crm'),
      );
    await test.app.get(Sync, { strict: false }).run(id, connection.id);
  }

  const get = async <T>(path: string): Promise<T> =>
    (await fetch(`${test.url}${path}`, { headers: { authorization: `Bearer ${key}` } }))
      .json()
      .then((body) => body as T);

  interface LastSync {
    finishedAt: string | null;
    error: string | null;
    counts: Record<string, number>;
  }
  const lastSync = async (): Promise<LastSync> =>
    (await get<{ items: [{ lastSync: LastSync }] }>('/v1/connections')).items[0].lastSync;

  it.each<Mood>(['a page', 'half an answer', 'refusing', 'other JSON'])(
    'with %s: the sync ends as failed, in words, and stores nothing',
    async (mood) => {
      await expect(sync(mood)).rejects.toThrow();

      const { finishedAt, error } = await lastSync();
      expect(finishedAt).not.toBeNull();
      expect(error).toMatch(/\w+ \w+ \w+/);
      expect(error).not.toMatch(/<html|maintenance|TypeError|at \w+ \(/);
      expect(await get('/v1/leads?sort=-arrivedAt')).toMatchObject({ items: [] });
    },
  );

  it('is forgiven: the next sync brings everything', async () => {
    await sync('well');

    const { error, counts } = await lastSync();
    expect(error).toBeNull();
    expect(counts['stored']).toBeGreaterThan(20);
    const { items } = await get<{ items: unknown[] }>('/v1/leads?sort=-arrivedAt');
    expect(items.length).toBeGreaterThan(5);
  });
});
