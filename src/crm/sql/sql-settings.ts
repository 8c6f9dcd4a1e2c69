import type { ConnectionConfig } from '../crm-adapter.js';
import type { FileMapping } from '../file/file-mapping.js';
import { readFileMapping } from '../file/read-file-mapping.js';
import { readSecret } from '../read-secret.js';
import { SettingsReading, type SettingsSection } from '../settings-reading.js';

/** Where the database is, and as whom it is asked. */
export interface SqlServer {
  engine: 'postgres' | 'mysql';
  host: string;
  port: number;
  database: string;
  user: string;
  password: string;
  /** `none` only works with hosts the operator allowed by name. */
  tls: 'required' | 'none';
  timeoutMs: number;
}

/** A connection of the `sql` dialect, checked. */
export interface SqlSettings {
  server: SqlServer;
  /** One SELECT; its columns are what the mapping names. */
  query: string;
  /** Grows with every change of a row; rows may share a value. */
  cursorColumn: string;
  /** Tells rows with the same cursor apart. */
  idColumn: string;
  mapping: FileMapping;
  rowsAPage: number;
  /** Table that takes scores. */
  scoreTable?: string;
}

const NAME = /^[a-z_][a-z0-9_]{0,62}$/i;
const NAME_FIX = 'Give a plain name: letters, digits and underscores.';

/** @throws CrmSettingsError listing every fault with its key and the fix. */
export function readSqlSettings({ id, settings, secrets }: ConnectionConfig): SqlSettings {
  const reading = new SettingsReading(`Connection ${id} (sql)`);
  const root = reading.root(settings);
  const engine = root.word('engine', ['postgres', 'mysql']);
  const server: SqlServer = {
    engine,
    host: root.text('host', 'Give the name of the database server.'),
    port: root.number('port', { min: 1, max: 65_535, fallback: engine === 'mysql' ? 3306 : 5432 }),
    database: root.text('database', 'Give the name of the database.'),
    user: root.text('user', 'Give a user that may only read.'),
    password: readSecret(root, secrets, 'password'),
    tls: root.word('tls', ['required', 'none'], 'required'),
    timeoutMs: root.number('statementTimeoutMs', { min: 100, max: 600_000, fallback: 30_000 }),
  };
  const read = {
    server,
    query: readQuery(root),
    cursorColumn: readName(root, 'cursorColumn'),
    idColumn: readName(root, 'idColumn'),
    rowsAPage: root.number('rowsAPage', { min: 1, max: 10_000, fallback: 1000 }),
    ...(root.has('scoreTable') && { scoreTable: readTable(root) }),
  };
  const mapping = root.section('mapping', 'Say what the columns of the query mean.');
  const written = Object.fromEntries(mapping.entries());
  // Writeback's own, read there; named here so that it does not pass for a misspelling.
  if (root.has('writesPerSecond')) root.number('writesPerSecond', { min: 0.01, max: 10_000 });
  root.close();
  reading.finish();
  return { ...read, mapping: readFileMapping(written, `of connection ${id}`) };
}

/** The session is read-only all the same; this is so that a mistake shows at once. */
function readQuery(root: SettingsSection): string {
  const fix = 'Give one SELECT without a semicolon.';
  const query = root.text('query', fix).trim().replace(/;$/, '');
  if (query !== '' && (!/^(?:select|with)\b/i.test(query) || query.includes(';')))
    root.fault('query', 'is not one SELECT', fix);
  return query;
}

function readName(root: SettingsSection, key: string): string {
  const name = root.text(key, NAME_FIX);
  if (name !== '' && !NAME.test(name)) root.fault(key, 'is not a column name', NAME_FIX);
  return name;
}

function readTable(root: SettingsSection): string {
  const fix = 'Give table or schema.table, in letters, digits and underscores.';
  const table = root.text('scoreTable', fix);
  const parts = table.split('.');
  if (table !== '' && (parts.length > 2 || !parts.every((part) => NAME.test(part))))
    root.fault('scoreTable', 'is not a table name', fix);
  return table;
}
