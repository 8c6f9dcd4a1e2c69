import type {
  ConnectionConfig,
  CrmPage,
  ProbeStep,
  PushResult,
  ScorePush,
} from '../crm-adapter.js';
import type { CrmReach } from '../crm-reach.js';
import { CrmProtocolError } from '../crm.errors.js';
import { recordsOf } from '../file/row-records.js';
import { probeStep } from '../probe-steps.js';
import { pushOneByOne } from '../push-results.js';
import { isPlainObject } from '../settings-reading.js';
import { VendorAdapter } from '../vendor-adapter.js';
import { inSession, type SqlRow } from './sql-session.js';
import { readSqlSettings, type SqlSettings } from './sql-settings.js';

const SCORES_AT_A_TIME = 100;
const CURSOR = 'cursor_of_the_row';
const ID = 'id_of_the_row';

/** A read replica of a DMS: one query, read in the order of its cursor column; see README.md beside this file. */
export function sqlAdapter(config: ConnectionConfig, reach: CrmReach): VendorAdapter {
  const settings = readSqlSettings(config);
  const { mapping, server, scoreTable } = settings;
  return new VendorAdapter({
    dialect: 'sql',
    name: 'The database',
    where: `${server.engine}://${server.host}:${server.port}/${server.database}`,
    statuses: mapping.statuses,
    pulls: { [mapping.kind]: (cursor: string | null) => page(settings, reach, cursor) },
    signIn: () => inSession(server, reach, 'read', async () => undefined),
    scores:
      scoreTable === undefined
        ? {
            missing: 'no table named to write to',
            fix: 'Create a table and name it as scoreTable.',
          }
        : {
            mostScores: SCORES_AT_A_TIME,
            send: (scores) => push(settings, scoreTable, reach, scores),
            readBack: (id) => readBack(settings, scoreTable, reach, id),
            canWrite: () => canWrite(settings, scoreTable, reach),
          },
    messages: 'A database sends no messages.',
    vitals: () => ({}),
  });
}

/** Rows after the cursor; equal cursor values are told apart by the id, so that a page may end between them. */
async function page(settings: SqlSettings, reach: CrmReach, text: string | null): Promise<CrmPage> {
  const { server, query, rowsAPage, mapping } = settings;
  const [cursor, id] = [
    quoted(settings, settings.cursorColumn),
    quoted(settings, settings.idColumn),
  ];
  const after = readCursor(text);
  const mysql = server.engine === 'mysql';
  const asText = (column: string) => (mysql ? `CAST(${column} AS CHAR)` : `${column}::text`);
  const [first, second, third] = mysql ? ['?', '?', '?'] : ['$1', '$1', '$2'];
  const where = after
    ? `WHERE ${cursor} > ${first} OR (${cursor} = ${second} AND ${id} > ${third})`
    : '';
  const values = after ? (mysql ? [after[0], after[0], exact(after[1])] : after) : [];
  const sql = `SELECT q.*, ${asText(cursor)} AS ${CURSOR}, ${asText(id)} AS ${ID} FROM (${query}) AS q ${where} ORDER BY ${cursor}, ${id} LIMIT ${rowsAPage + 1}`;
  const rows = await inSession(server, reach, 'read', (session) => session.rows(sql, values));
  const shown = rows.slice(0, rowsAPage);
  const last = shown.at(-1);
  return {
    records: shown.flatMap((row, at) =>
      recordsOf(mapping, { row: { number: at + 1, cells: cellsOf(row) } }),
    ),
    cursor: JSON.stringify(last ? [last[CURSOR], last[ID]] : (after ?? [])),
    last: rows.length <= rowsAPage,
  };
}

/** MySQL compares a number with a text as floating point; a number it compares exactly. */
const exact = (id: string): string | number => (/^\d{1,15}$/.test(id) ? Number(id) : id);

const quoted = ({ server }: SqlSettings, name: string): string =>
  name
    .split('.')
    .map((part) => (server.engine === 'mysql' ? `\`${part}\`` : `"${part}"`))
    .join('.');

/** `2026-02-01 09:00:00+00` is an instant, too. */
const cellsOf = (row: SqlRow): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => column !== CURSOR && column !== ID)
      .map(([column, value]) => [
        column,
        value?.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d)/, '$1T$2'),
      ]),
  );

function readCursor(text: string | null): [string, string] | undefined {
  if (text === null || text === '[]') return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed) && parsed.length === 2 && !isPlainObject(parsed[0]))
      return [String(parsed[0]), String(parsed[1])];
  } catch {
    // Falls through to the one error both faults share.
  }
  throw new CrmProtocolError(
    'The stored cursor is not one of a query. Reset the connection to read from the beginning.',
  );
}

function push(
  settings: SqlSettings,
  table: string,
  reach: CrmReach,
  scores: ScorePush[],
): Promise<PushResult[]> {
  if (scores.length === 0) return Promise.resolve([]);
  const columns = [
    'lead_id',
    'likelihood_percent',
    'band',
    'top_reason',
    'scored_at',
    'model_version',
    'delivery_key',
  ];
  const mysql = settings.server.engine === 'mysql';
  const places = columns.map((_, at) => (mysql ? '?' : `$${at + 1}`)).join(', ');
  const changed = columns
    .slice(1)
    .map((column) => `${column} = ${mysql ? `VALUES(${column})` : `excluded.${column}`}`);
  const sql = `INSERT INTO ${quoted(settings, table)} (${columns.join(', ')}) VALUES (${places}) ${mysql ? 'ON DUPLICATE KEY UPDATE' : 'ON CONFLICT (lead_id) DO UPDATE SET'} ${changed.join(', ')}`;
  return pushOneByOne(scores, (score) =>
    inSession(settings.server, reach, 'write', async (session) => {
      const at = score.scoredAt.toISOString();
      await session.rows(sql, [
        score.leadExternalId,
        score.likelihoodPercent,
        score.band,
        score.topReason,
        mysql ? at.replace('T', ' ').replace('Z', '') : at,
        score.modelVersion,
        score.deliveryKey,
      ]);
    }),
  );
}

async function readBack(settings: SqlSettings, table: string, reach: CrmReach, id: string) {
  const place = settings.server.engine === 'mysql' ? '?' : '$1';
  const sql = `SELECT likelihood_percent FROM ${quoted(settings, table)} WHERE lead_id = ${place}`;
  const [row] = await inSession(settings.server, reach, 'read', (session) =>
    session.rows(sql, [id]),
  );
  return row ? { likelihoodPercent: Number(row['likelihood_percent']) } : null;
}

const canWrite = (settings: SqlSettings, table: string, reach: CrmReach): Promise<ProbeStep> =>
  probeStep('write scores', async () => {
    const sql = `SELECT lead_id, delivery_key FROM ${quoted(settings, table)} LIMIT 1`;
    await inSession(settings.server, reach, 'read', (session) => session.rows(sql, []));
    return `${table} is there; the first score shows the permission`;
  });
