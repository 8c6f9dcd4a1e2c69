import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { DataSource, EntitySchema, type ObjectLiteral } from 'typeorm';

const SAVED_AT_ONCE = 500;

/** A table of the product's, its twin of the same shape and indexes, and the rows to put into it. */
interface Twin {
  table: string;
  plain: string;
  columns: string[];
  schema: EntitySchema;
  /** What a repository is given: the rows as JavaScript values. */
  rows: ObjectLiteral[];
  /** The same rows as COPY writes and reads them. */
  text: Buffer;
}

/**
 * The rows that the product has stored, ready to be stored again by plainer ways: into tables of the
 * same shape, with the same indexes and foreign keys, without row-level security.
 */
export class PlainTables {
  private constructor(
    private readonly client: Client,
    private readonly dataSource: DataSource,
    private readonly twins: Twin[],
  ) {}

  /** Takes what these tables hold now. */
  static async of(databaseUrl: string, tables: string[]): Promise<PlainTables> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    const twins: Twin[] = [];
    for (const table of tables) twins.push(await twinOf(client, table));
    for (const table of tables) await referAlike(client, table, tables);
    const entities = twins.map(({ schema }) => schema);
    const dataSource = new DataSource({ type: 'postgres', url: databaseUrl, entities });
    await dataSource.initialize();
    return new PlainTables(client, dataSource, twins);
  }

  rowCount(only: string[]): number {
    return this.chosen(only).reduce((sum, { rows }) => sum + rows.length, 0);
  }

  /** `repository.save` of 500 rows at a time: each a look for known ids, then one INSERT, in a transaction. */
  async save(only: string[] = this.tables): Promise<void> {
    for (const { schema, rows } of this.chosen(only)) {
      const repository = this.dataSource.getRepository(schema);
      for (let from = 0; from < rows.length; from += SAVED_AT_ONCE)
        await repository.save(rows.slice(from, from + SAVED_AT_ONCE).map((row) => ({ ...row })));
    }
  }

  /** COPY of the ready text: one statement a table, no JavaScript in the way. */
  async copy(only: string[] = this.tables): Promise<void> {
    for (const { plain, columns, text } of this.chosen(only)) {
      const statement = `COPY ${plain} (${columns.join(', ')}) FROM STDIN`;
      await pipeline(Readable.from(piecesOf(text)), this.client.query(copyFrom(statement)));
    }
  }

  /** And the tables that refer to these. */
  async empty(only: string[] = this.tables): Promise<void> {
    const names = this.chosen(only).map(({ plain }) => plain);
    await this.client.query(`TRUNCATE ${names.join(', ')} CASCADE`);
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
    await this.client.end();
  }

  private get tables(): string[] {
    return this.twins.map(({ table }) => table);
  }

  private chosen(only: string[]): Twin[] {
    return this.twins.filter(({ table }) => only.includes(table));
  }
}

async function twinOf(client: Client, table: string): Promise<Twin> {
  const plain = `plain_${table}`;
  await client.query(`CREATE TABLE ${plain} (LIKE ${table} INCLUDING ALL EXCLUDING IDENTITY)`);
  const { rows: shape } = await client.query<{ name: string; type: string; primary: boolean }>(
    `SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type,
            a.attnum = ANY(i.indkey) AS "primary"
     FROM pg_attribute a JOIN pg_index i ON i.indrelid = a.attrelid AND i.indisprimary
     WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    [table],
  );
  const columns = shape.map(({ name }) => name);
  const schema = new EntitySchema({
    name: plain,
    tableName: plain,
    columns: Object.fromEntries(
      shape.map(({ name, type, primary }) => [
        name,
        { type: type as 'text', primary, nullable: !primary },
      ]),
    ),
  });
  const { rows } = await client.query<ObjectLiteral>(`SELECT * FROM ${table}`);
  const reading = client.query(copyTo(`COPY ${table} (${columns.join(', ')}) TO STDOUT`));
  const chunks: Buffer[] = [];
  for await (const chunk of reading) chunks.push(chunk as Buffer);
  return { table, plain, columns, schema, rows, text: Buffer.concat(chunks) };
}

/** The twin refers to the twins of what its table refers to, or to the same table where that has none. */
async function referAlike(client: Client, table: string, tables: string[]): Promise<void> {
  const { rows } = await client.query<{ definition: string }>(
    `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'f'`,
    [table],
  );
  for (const { definition } of rows) {
    const alike = definition.replace(/REFERENCES (\w+)/, (whole, name: string) =>
      tables.includes(name) ? `REFERENCES plain_${name}` : whole,
    );
    await client.query(`ALTER TABLE plain_${table} ADD ${alike}`);
  }
}

const PIECE_BYTES = 64 * 1024;

function* piecesOf(text: Buffer): Generator<Buffer> {
  for (let from = 0; from < text.length; from += PIECE_BYTES)
    yield text.subarray(from, from + PIECE_BYTES);
}
