import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { DomainError } from '#platform';
import type { CrmReach } from '../crm-reach.js';
import { CrmAuthError, CrmProtocolError, CrmUnavailableError } from '../crm.errors.js';
import { reachableAddress, refuseUnencrypted } from '../reachable-address.js';
import type { SqlServer } from './sql-settings.js';

export type SqlRow = Record<string, string | null>;

export interface SqlSession {
  /** Every value as the server writes it, so that no long number is rounded. */
  rows(sql: string, values: readonly (string | number)[]): Promise<SqlRow[]>;
  end(): Promise<void>;
}

/** Opens a session, does the work and closes it. `read` sessions can change nothing, whatever the query says. */
export async function inSession<T>(
  server: SqlServer,
  reach: CrmReach,
  mode: 'read' | 'write',
  work: (session: SqlSession) => Promise<T>,
): Promise<T> {
  const { host, port, tls } = server;
  try {
    if (tls === 'none') refuseUnencrypted(reach, host, port);
    const address = await reachableAddress(reach, host, port);
    const open = server.engine === 'mysql' ? openMysql : openPostgres;
    const session = await open(server, address, mode);
    try {
      return await work(session);
    } finally {
      await session.end().catch(() => undefined); // What was asked is answered; the session is gone either way.
    }
  } catch (error) {
    throw told(error, host);
  }
}

const BOOLEAN = 16;
const asWritten = (value: string): string => value;
const truth = (value: string): string => (value === 't' ? 'true' : 'false');

async function openPostgres(server: SqlServer, address: string, mode: 'read' | 'write') {
  const { host, port, database, user, password, tls, timeoutMs } = server;
  const client = new Client({
    host: address,
    port,
    database,
    user,
    password,
    ssl: tls === 'none' ? false : { servername: host },
    connectionTimeoutMillis: timeoutMs,
    statement_timeout: timeoutMs,
    query_timeout: timeoutMs + 1000,
    options: `-c timezone=UTC -c datestyle=ISO${mode === 'read' ? ' -c default_transaction_read_only=on' : ''}`,
    types: { getTypeParser: (oid: number) => (oid === BOOLEAN ? truth : asWritten) },
  });
  // Told by the call that waits; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  return {
    rows: async (sql: string, values: readonly (string | number)[]) =>
      (await client.query<SqlRow>(sql, [...values])).rows,
    end: () => client.end(),
  };
}

async function openMysql(server: SqlServer, address: string, mode: 'read' | 'write') {
  const { host, port, database, user, password, tls, timeoutMs } = server;
  const connection = await createConnection({
    host: address,
    port,
    database,
    user,
    password,
    ...(tls === 'required' && { ssl: { servername: host } as object }),
    connectTimeout: timeoutMs,
    timezone: 'Z',
    typeCast: (field) => field.string('utf8'),
  });
  const { version } =
    ((await connection.query('SELECT VERSION() AS version'))[0] as SqlRow[])[0] ?? {};
  const limit = /maria/i.test(version ?? '')
    ? `max_statement_time = ${timeoutMs / 1000}`
    : `max_execution_time = ${timeoutMs}`;
  await connection.query(`SET SESSION time_zone = '+00:00', ${limit}`);
  if (mode === 'read') await connection.query('SET SESSION TRANSACTION READ ONLY');
  return {
    rows: async (sql: string, values: readonly (string | number)[]) => {
      const [rows] = await connection.query({
        sql,
        values: [...values],
        timeout: timeoutMs + 1000,
      });
      return Array.isArray(rows) ? (rows as SqlRow[]) : [];
    },
    end: () => connection.end(),
  };
}

/** PostgreSQL's classes and MySQL's codes; messages may quote a row, so only the code is kept. */
const REFUSED = /^(?:28...|ER_ACCESS_DENIED_ERROR|ER_DBACCESS_DENIED_ERROR)$/;
const OURS =
  /^(?:0A...|42...|22...|23...|25006|ER_(?:NO_SUCH_TABLE|BAD_FIELD_ERROR|PARSE_ERROR|CANT_EXECUTE_IN_READ_ONLY_TRANSACTION))$/;

function told(error: unknown, host: string): DomainError {
  if (error instanceof DomainError) return error;
  const code = (error as { code?: string }).code ?? 'no answer';
  if (REFUSED.test(code))
    return new CrmAuthError(`The database at ${host} refuses our name or password.`);
  if (OURS.test(code))
    return new CrmProtocolError(
      `The database at ${host} refused with ${code}. Compare query and columns in the settings with its tables.`,
    );
  return new CrmUnavailableError(`The database at ${host} cannot answer now: ${code}.`);
}
