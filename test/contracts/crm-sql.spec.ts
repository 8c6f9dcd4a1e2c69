import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { CrmAdapters, CrmReach } from '#crm';
import { SystemClock } from '#platform';
import { CrmHttp } from '../../src/crm/http/crm-http.js';
import { testDatabase } from '../support/database.js';
import { readToEnd } from '../support/dialect-reading.js';
import { crmAdapterContract, type CrmHarness } from './crm-adapter.contract.js';

const clock = new SystemClock();

async function sqlHarness(): Promise<CrmHarness & { client: Client; tables: string }> {
  const database = await testDatabase();
  const url = new URL(database.url);
  const client = new Client({ connectionString: database.url });
  await client.connect();
  const tables = `dms_${randomBytes(4).toString('hex')}`;
  await client.query(`CREATE SCHEMA ${tables}; SET search_path = ${tables};
    CREATE TABLE deal (id text, at timestamptz, state text, words text, gone boolean, mood text, changed timestamptz);
    CREATE SEQUENCE seq; CREATE TABLE lead_score (lead_id text PRIMARY KEY, likelihood_percent int, band text, top_reason text, scored_at timestamptz, model_version text, delivery_key text)`);
  const reach = new CrmReach();
  reach.allowHost(url.hostname);
  const add = (id: string, state = 'New', gone = false, changed = '2026-02-01T09:00:00.000001Z') =>
    client.query(
      `INSERT INTO deal VALUES ($1, '2026-02-01T09:00:00Z', $2, 'hello', $3, 'sunny', $4)`,
      [id, state, gone, changed],
    );
  return {
    client,
    tables,
    adapter: () =>
      new CrmAdapters(new CrmHttp(reach, clock), reach, clock).create({
        id: tables,
        dialect: 'sql',
        settings: {
          engine: 'postgres',
          host: url.hostname,
          port: Number(url.port || 5432),
          database: url.pathname.slice(1),
          user: decodeURIComponent(url.username) || 'postgres',
          tls: 'none',
          statementTimeoutMs: 2000,
          query: `SELECT * FROM ${tables}.deal`,
          cursorColumn: 'changed',
          idColumn: 'id',
          rowsAPage: 5,
          scoreTable: `${tables}.lead_score`,
          mapping: {
            lead: { externalId: 'id', arrivedAt: 'at', message: 'words', deleted: 'gone' },
            outcome: { column: 'state', values: { New: 'OPEN' } },
          },
        },
        secrets: { password: decodeURIComponent(url.password) || 'none is asked for' },
      }),
    seed: async () => {
      // All of one moment: a page ends between equal cursor values.
      const ids = Array.from({ length: 12 }, (_, at) => `lead-${String(at).padStart(2, '0')}`);
      for (const id of ids) await add(id);
      return ids;
    },
    addOdd: async (id, { status = 'New' } = {}) =>
      void (await add(id, status, false, '2026-02-02T09:00:00Z')),
    remove: async (id) =>
      void (await client.query(
        `UPDATE deal SET gone = true, changed = '2026-02-03' WHERE id = $1`,
        [id],
      )),
    overlap: () => [],
    private: [],
    stop: async () => {
      await client.end();
      await database.drop();
    },
  };
}

const BY_COLUMN = 'rows come in the order of a column the database keeps';

crmAdapterContract('sql', sqlHarness, {
  'clock skew': BY_COLUMN,
  'future cursor': BY_COLUMN,
  'read faults': 'a database has faults of its own: told below',
  'push faults': 'a database has faults of its own: told below',
  'token expiry': 'each session signs in with a password',
  'wrong secrets': 'the database of the tests asks for no password',
  'failures alone': 'a row is written or the database is away',
  merge: 'a query says that a row is gone, and not where it went',
  'message proof': 'a database sends no messages',
  'message records': 'a database sends no messages',
});

describe('a database', () => {
  let harness: Awaited<ReturnType<typeof sqlHarness>>;

  beforeEach(async () => {
    harness = await sqlHarness();
  });
  afterEach(() => harness.stop());

  const changed = (changes: object) => {
    const url = harness.client;
    const reach = new CrmReach();
    reach.allowHost(url.host);
    return new CrmAdapters(new CrmHttp(reach, clock), reach, clock).create({
      id: 'changed',
      dialect: 'sql',
      settings: {
        engine: 'postgres', host: url.host, port: url.port, database: url.database, user: url.user, tls: 'none',
        statementTimeoutMs: 300, query: 'SELECT 1 AS id', cursorColumn: 'id', idColumn: 'id',
        mapping: { lead: { externalId: 'id' }, outcome: { default: 'OPEN' } },
        ...changes,
      },
      secrets: { password: url.password ?? 'none is asked for' },
    }); // oxfmt-ignore
  };

  it('cannot be changed by the query, and is not waited for beyond its limit', async () => {
    await harness.seed();
    const writing = `SELECT nextval('${harness.tables}.seq')::text AS id`;

    await expect(readToEnd(changed({ query: writing }))).rejects.toThrow(/25006/);
    await expect(
      readToEnd(changed({ query: 'SELECT pg_sleep(5)::text AS id' })),
    ).rejects.toMatchObject({ code: 'CRM_UNAVAILABLE' });
    await expect(readToEnd(changed({ port: 1 }))).rejects.toMatchObject({
      code: 'CRM_UNAVAILABLE',
    });
    const { rows } = await harness.client.query('SELECT count(*)::int AS n FROM deal');
    expect(rows).toEqual([{ n: 12 }]);
  });

  it.each([{ tls: 'required' }, { tls: 'none' }])(
    'is reached inside only where the operator allowed it: %j',
    async (tls) => {
      const { host, port, database = 'postgres', user = 'postgres' } = harness.client;
      const reach = new CrmReach();
      const refused = new CrmAdapters(new CrmHttp(reach, clock), reach, clock).create({
        id: 'refused',
        dialect: 'sql',
        settings: {
          engine: 'postgres',
          host,
          port,
          database,
          user,
          query: 'SELECT 1 AS id',
          cursorColumn: 'id',
          idColumn: 'id',
          mapping: { lead: { externalId: 'id' }, outcome: { default: 'OPEN' } },
          ...tls,
        },
        secrets: { password: 'none is asked for' },
      });

      await expect(refused.pull('lead', null)).rejects.toMatchObject({
        code: 'CRM_ADDRESS_REFUSED',
      });
    },
  );

  it.each([
    ['query', { query: 'DELETE FROM deal' }],
    ['query', { query: 'SELECT 1; DROP TABLE deal' }],
    ['cursorColumn', { cursorColumn: 'id" OR 1=1 --' }],
    ['scoreTable', { scoreTable: 'a.b.c' }],
    ['engine', { engine: 'oracle' }],
  ])('names the setting %s when it cannot work', (key, changes) => {
    expect(() => changed(changes)).toThrow(new RegExp(`${key}: `));
  });
});
