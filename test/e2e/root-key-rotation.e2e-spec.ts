import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Env, parseSettings, readEnv } from '#config';
import {
  ApiKeys,
  Directory,
  Resealing,
  SCOPES,
  StaffAccounts,
  StaffDirectory,
  Tenancy,
  Vault,
} from '#access';
import { Connections, LeadStore, Quarantine } from '#leads';
import { SecondFactor } from '../../src/access/sign-in/second-factor.js';
import { sealedTables } from '../../src/access/vault/sealed-tables.js';
import { EndpointStore } from '../../src/webhooks/endpoint.store.js';
import { launch, type Launched } from '../../src/launch.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

const SETTINGS = parseSettings(
  `
groups:
  - key: north
    name: North Group
    timeZone: America/Chicago
    dealerships: [{ key: north-a, name: North A, timeZone: America/Chicago }]
`,
  {},
  'test',
);
const A = 'the first root key of these tests, long enough';
const B = 'the second root key of these tests, long enough';
const STRANGE = 'a root key that nothing was ever sealed with';

const tenant = async ({ app }: Launched): Promise<{ id: string; groupId: string }> => {
  const [group] = await app.get(Directory).groups();
  return (await app.get(Directory).dealershipsOf(group!.id))[0]!;
};

/** One database through the starts of a rotation, in order. */
describe('changing the root key', () => {
  let database: TestDatabase;
  let dataDir: string;
  let running: Launched | undefined;
  let apiKey: string;
  let written: { leads: unknown[]; rest: unknown };

  const start = async (SECRET_KEY: string, SECRET_KEY_PREVIOUS?: string): Promise<Launched> => {
    await running?.stop();
    running = undefined;
    const given = {
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      LOG_LEVEL: 'error',
      ROLE: 'api',
    };
    const keys = { SECRET_KEY, ...(SECRET_KEY_PREVIOUS && { SECRET_KEY_PREVIOUS }) };
    const env = Object.assign(new Env(), given, keys);
    running = await launch({ env, settings: SETTINGS });
    await running.app.listen({ port: 0, host: '127.0.0.1' });
    return running;
  };
  const post = async ({ app }: Launched, url: string, payload: object): Promise<number> => {
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    const address = `http://127.0.0.1:${new URL(await app.getUrl()).port}${url}`;
    const body = JSON.stringify(payload);
    return (await fetch(address, { method: 'POST', headers, body })).status;
  };
  const person = { phone: '212-555-0142', name: 'Pat Doe', email: 'pat@example.com' };
  const lead = (id: string): object => ({ id, message: 'Is it there?', customer: person });
  /** Everything sealed, by the rooms that open it. */
  const readAll = async (on: Launched): Promise<{ leads: unknown[]; rest: unknown }> => {
    const { app } = on;
    const { id, groupId } = await tenant(on);
    const { leads, ...inStore } = await app.get(Tenancy).asDealership(id, async (manager) => {
      const connection = await app.get(Connections).byKey(manager, id, 'crm');
      const endpoints = app.get(EndpointStore);
      const [endpoint] = await endpoints.list(manager, id);
      const waiting = await app.get(Quarantine).list(manager, id);
      return {
        leads: (await app.get(LeadStore).list(manager, id)).items,
        secrets: (await app.get(Connections).config(manager, id, connection.id)).secrets,
        payload: (await app.get(Quarantine).open(manager, id, waiting.items[0]!.id)).payload,
        signing: await endpoints.secrets(manager, id, endpoint!.id),
      };
    });
    const [colleague] = await app.get(StaffDirectory).ofGroup(groupId);
    const factor = await opensFactor(on, groupId);
    return { leads, rest: { name: colleague!.name, factor, ...inStore } };
  };
  const opensFactor = async ({ app }: Launched, groupId: string): Promise<string> => {
    const [row] = await database.dataSource.query<[{ sealed: Buffer }]>(
      'SELECT totp_pending_sealed AS sealed FROM staff',
    );
    return app.get(Vault).open(groupId, row.sealed);
  };
  /** Seals that a root key made, over all tables. */
  const sealsOf = async (rootKey: string): Promise<number> => {
    const { mark } = new Vault(rootKey);
    let count = 0;
    for (const { table, columns } of await sealedTables(database.dataSource.manager))
      for (const column of columns) {
        const [row] = await database.dataSource.query<[{ n: number }]>(
          `SELECT count(*)::int AS n FROM ${table} WHERE substring(${column} FOR 5) = $1`,
          [mark],
        );
        count += row.n;
      }
    return count;
  };

  beforeAll(async () => {
    database = await testDatabase();
    dataDir = mkdtempSync(join(tmpdir(), 'lead-likelihood-rotation-'));
    const on = await start(A);
    const { app } = on;
    const { id, groupId } = await tenant(on);
    const named = { groupId, dealershipId: id, name: 'test', scopes: [...SCOPES] };
    apiKey = (await app.get(ApiKeys).issue(named)).key;
    await post(on, '/v1/leads', lead('L-1'));
    await post(on, '/v1/leads', { ...lead('L-2'), status: 'Dreaming' });
    const endpoint = { url: 'https://hooks.example.com/', events: ['lead.scored'] };
    await post(on, '/v1/webhook-endpoints', endpoint);
    const staff = {
      email: 'robin@example.com',
      name: 'Robin Reyes',
      password: 'long enough, this',
    };
    await app.get(StaffAccounts).save({ ...staff, groupId, dealershipId: null, role: 'admin' });
    const [colleague] = await app.get(StaffDirectory).ofGroup(groupId);
    await app.get(SecondFactor).start(colleague!.id);
    const crm = { key: 'crm', name: 'CRM', dialect: 'rest', secrets: { token: 'told once' } };
    await app
      .get(Tenancy)
      .asDealership(id, (manager) => app.get(Connections).save(manager, id, crm, 'desk'));
    written = await readAll(on);
  });
  afterAll(async () => {
    await running?.stop();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('refuses to start with a key that nothing here was sealed with, and says what to do', async () => {
    await expect(start(STRANGE)).rejects.toThrow(/sealed with another key.*SECRET_KEY_PREVIOUS/);
  });

  it('reads with the key before, and knows a person again whom that key sealed', async () => {
    const on = await start(B, A);

    expect(await readAll(on)).toEqual(written);
    expect(await post(on, '/v1/leads', lead('L-3'))).toBe(201);
    const [row] = await database.dataSource.query<[{ hashes: number }]>(
      'SELECT count(DISTINCT phone_hash)::int AS hashes FROM customer',
    );
    expect(row.hashes).toBe(1);
  });

  it('does not let go of the key before while its seals are there', async () => {
    await expect(start(B)).rejects.toThrow(/still sealed with the key before.*reseal/);
  });

  it('goes on where a reseal was stopped, and then finds nothing left to do', async () => {
    const on = await start(B, A);
    const resealing = on.app.get(Resealing);
    const before = await sealsOf(A);

    const stopped = resealing.run(() => {
      throw new Error('killed');
    });
    await expect(stopped).rejects.toThrow('killed');
    const between = await sealsOf(A);
    const seen: [number, number][] = [];
    const rest = await resealing.run((...at) => seen.push(at));

    expect(between).toBeGreaterThan(0);
    expect(between).toBeLessThan(before);
    expect(await sealsOf(A)).toBe(0);
    expect(rest).toEqual({ resealed: seen.at(-1)![1], left: 0, unreadable: [] });
    expect(await resealing.run()).toEqual({ resealed: 0, left: 0, unreadable: [] });
  });

  it('opens everything with the new key alone, and nothing with the old', async () => {
    const on = await start(B);

    const { leads, rest } = await readAll(on);
    expect(rest).toEqual(written.rest);
    expect(leads).toEqual(expect.arrayContaining(written.leads));
    await expect(start(A)).rejects.toThrow('sealed with another key');
  });

  it('asks for the new key beside the one before', () => {
    expect(() => readEnv({ SECRET_KEY_PREVIOUS: A })).toThrow('needs SECRET_KEY');
    expect(() => readEnv({ SECRET_KEY: A, SECRET_KEY_PREVIOUS: A })).toThrow('SECRET_KEY itself');
  });
});
