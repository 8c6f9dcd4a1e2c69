import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { onServer } from '../stage.js';
import { arrivedAt, emailOf, prefixed, type Dealer } from './dealer.js';
import { chanceOf, FAULTS } from './faults.js';
import { connection } from './vendors.js';

const HANGS_UP_EVERY_MS = 1000;
const SEED = 12;

/** A DMS whose database we may read and whose table of scores we may fill; it hangs up on everybody now and then. */
export async function sql(serverUrl: string): Promise<Dealer> {
  const database = `ll_dms_${randomBytes(4).toString('hex')}`;
  await onServer(serverUrl, (client) => client.query(`CREATE DATABASE ${database}`));
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  const dms = new Client({ connectionString: url.href });
  await dms.connect();
  await dms.query(TABLES);
  const hangUp = hangingUp(dms, database);
  const idOf = prefixed('deal-');
  const { settings: _limits, ...itself } = connection('sql', {}, {});
  return {
    dialect: 'sql',
    connection: {
      ...itself,
      secrets: { password: decodeURIComponent(url.password) || 'none is asked for' },
      settings: {
        engine: 'postgres',
        host: url.hostname,
        port: Number(url.port || 5432),
        database,
        user: decodeURIComponent(url.username) || 'postgres',
        tls: 'none',
        query: 'SELECT * FROM deal',
        cursorColumn: 'changed',
        idColumn: 'id',
        rowsAPage: 50,
        scoreTable: 'public.lead_score',
        mapping: {
          lead: { externalId: 'id', arrivedAt: 'at' },
          customer: { email: 'mail' },
          outcome: { default: 'OPEN' },
        },
      },
    },
    idOf,
    taken: async () => {
      const { rows } = await dms.query<{ leadId: string; deliveryKey: string }>(
        'SELECT lead_id AS "leadId", delivery_key AS "deliveryKey" FROM taken',
      );
      return rows;
    },
    arrive: async (numbers) => {
      await dms.query(
        `INSERT INTO deal SELECT id, at::timestamptz, mail, now() FROM unnest($1::text[], $2::text[], $3::text[]) AS told (id, at, mail)`,
        [numbers.map(idOf), numbers.map(arrivedAt), numbers.map((one) => emailOf('sql', one))],
      );
      return [];
    },
    close: async () => {
      clearInterval(hangUp);
      await dms.end();
      await onServer(serverUrl, (client) => client.query(`DROP DATABASE ${database} WITH (FORCE)`));
    },
  };
}

/** Every write of a score is kept, a repeated one too. */
const TABLES = `
  CREATE TABLE deal (id text PRIMARY KEY, at timestamptz, mail text, changed timestamptz);
  CREATE TABLE lead_score (lead_id text PRIMARY KEY, likelihood_percent int, band text, top_reason text,
    scored_at timestamptz, model_version text, delivery_key text);
  CREATE TABLE taken (lead_id text, delivery_key text);
  CREATE FUNCTION keep_taken() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN INSERT INTO taken VALUES (NEW.lead_id, NEW.delivery_key); RETURN NEW; END $$;
  CREATE TRIGGER keep_taken AFTER INSERT OR UPDATE ON lead_score FOR EACH ROW EXECUTE FUNCTION keep_taken();
`;

/** What a fault is to a database: whoever is connected at that moment loses the connection. */
function hangingUp(dms: Client, database: string): NodeJS.Timeout {
  const chance = chanceOf(FAULTS, SEED);
  return setInterval(() => {
    if (chance() === undefined) return;
    void dms.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
      [database],
    );
  }, HANGS_UP_EVERY_MS);
}
