import { randomBytes } from 'node:crypto';
import { CrmAdapters, CrmAddressRefusedError, CrmReach } from '#crm';
import { SystemClock } from '#platform';
import { CrmHttp } from '../../src/crm/http/crm-http.js';
import { readToEnd } from '../support/dialect-reading.js';
import { type MysqlServer, mysqlServer, noMysql } from '../support/mysql-server.js';
import { crmAdapterContract, type CrmHarness } from './crm-adapter.contract.js';

const clock = new SystemClock();
const PASSWORD = 'a database password of the tests';
const BY_COLUMN = 'rows come in the order of a column the database keeps';
const name = noMysql === undefined ? 'a MariaDB' : `a MariaDB (skipped: ${noMysql})`;

let server: MysqlServer;
beforeAll(async () => {
  if (noMysql === undefined) server = await mysqlServer();
}, 60_000);
afterAll(() => server?.stop());

async function mysqlHarness() {
  const database = `dms_${randomBytes(4).toString('hex')}`;
  const client = await server.connect();
  await client.query(`CREATE DATABASE ${database}; USE ${database};
    CREATE TABLE deal (id varchar(40), at datetime, state text, words text, gone boolean, mood text, changed datetime(6));
    CREATE TABLE lead_score (lead_id varchar(40) PRIMARY KEY, likelihood_percent int, band text, top_reason text, scored_at datetime(3), model_version text, delivery_key text);
    CREATE USER ${database}@'%' IDENTIFIED BY '${PASSWORD}'; GRANT ALL ON ${database}.* TO ${database}@'%'`);
  const add = (id: string, state = 'New', changed = '2026-02-01 09:00:00.000001') =>
    client.query(`INSERT INTO deal VALUES (?, '2026-02-01 09:00:00', ?, 'hello', 0, 'sunny', ?)`, [
      id,
      state,
      changed,
    ]);
  const reach = new CrmReach();
  reach.allowHost(server.host);
  const adapter = ({
    wrong = false,
    allowed = true,
    settings = {},
  }: { wrong?: boolean; allowed?: boolean; settings?: object } = {}) => {
    const reached = allowed ? reach : new CrmReach();
    return new CrmAdapters(new CrmHttp(reached, clock), reached, clock).create({
      id: database,
      dialect: 'sql',
      settings: {
        engine: 'mysql',
        host: server.host,
        port: server.port,
        database,
        user: database,
        tls: 'none',
        statementTimeoutMs: 2000,
        query: 'SELECT * FROM deal',
        cursorColumn: 'changed',
        idColumn: 'id',
        rowsAPage: 5,
        scoreTable: 'lead_score',
        mapping: {
          lead: { externalId: 'id', arrivedAt: 'at', message: 'words', deleted: 'gone' },
          outcome: { column: 'state', values: { New: 'OPEN' } },
        },
        ...settings,
      },
      secrets: { password: wrong ? 'a wrong password' : PASSWORD },
    });
  };
  return { client, database, adapter, add };
}

async function contractHarness(): Promise<CrmHarness> {
  const { client, database, adapter, add } = await mysqlHarness();
  return {
    adapter,
    seed: async () => {
      // All of one moment: a page ends between equal cursor values.
      const ids = Array.from({ length: 12 }, (_, at) => `lead-${String(at).padStart(2, '0')}`);
      for (const id of ids) await add(id);
      return ids;
    },
    addOdd: async (id, { status = 'New' } = {}) =>
      void (await add(id, status, '2026-02-02 09:00:00')),
    remove: async (id) =>
      void (await client.query(
        `UPDATE deal SET gone = 1, changed = '2026-02-03 00:00:00' WHERE id = ?`,
        [id],
      )),
    overlap: () => [],
    private: [PASSWORD, 'a wrong password'],
    stop: async () => {
      await client.query(`DROP DATABASE ${database}; DROP USER ${database}@'%'`);
      await client.end();
    },
  };
}

if (noMysql === undefined)
  crmAdapterContract('sql on MariaDB', contractHarness, {
    'clock skew': BY_COLUMN,
    'future cursor': BY_COLUMN,
    'read faults': 'a database has faults of its own: told below',
    'push faults': 'a database has faults of its own: told below',
    'token expiry': 'each session signs in with a password',
    'failures alone': 'a row is written or the database is away',
    merge: 'a query says that a row is gone, and not where it went',
    'message proof': 'a database sends no messages',
    'message records': 'a database sends no messages',
  });

(noMysql === undefined ? describe : describe.skip)(name, () => {
  it('cannot be changed by the query, and is not waited for beyond its limit', async () => {
    const { client, database, adapter } = await mysqlHarness();
    await client.query(`USE ${database}; CREATE FUNCTION write_one() RETURNS text MODIFIES SQL DATA
      BEGIN INSERT INTO deal (id) VALUES ('x'); RETURN 'x'; END`);
    const changed = (query: string) =>
      adapter({ settings: { query, cursorColumn: 'id', statementTimeoutMs: 300 } });

    await expect(readToEnd(changed('SELECT write_one() AS id'))).rejects.toThrow(
      /READ_ONLY_TRANSACTION/,
    );
    await expect(readToEnd(changed("SELECT IF(SLEEP(5), 'a', 'b') AS id"))).rejects.toMatchObject({
      code: 'CRM_UNAVAILABLE',
    });
    await client.end();
  });

  it('is reached inside only where the operator allowed it', async () => {
    const { client, adapter } = await mysqlHarness();
    const refused = adapter({ allowed: false, settings: { tls: 'required' } });

    await expect(refused.pull('lead', null)).rejects.toThrow(CrmAddressRefusedError);
    await client.end();
  });
});
