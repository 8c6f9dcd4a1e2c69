import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Env } from '#config';

/** Forgets former runs. On a server of yours only what nobody but a demo can have made is dropped. */
export async function forgetFormerRuns(env: Env): Promise<void> {
  if (env.DATABASE_URL) await dropSimulated(env.DATABASE_URL);
  for (const name of ['postgres', 'simulated-group.json.gz', 'demo-sign-in.json'])
    rmSync(join(env.DATA_DIR, name), { recursive: true, force: true });
}

/** @throws Error when a dealership in there is not simulated. */
async function dropSimulated(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client
      .query<{ real: number }>(`SELECT count(*)::int AS real FROM dealership WHERE NOT simulated`)
      .catch((error: { code?: string }) => {
        if (error.code === '42P01') return { rows: [{ real: 0 }] };
        throw error;
      });
    if (found.rows[0]!.real > 0)
      throw new Error(
        'The database of DATABASE_URL serves a real dealership: --fresh leaves it alone.',
      );
    await client.query(
      'DROP SCHEMA IF EXISTS pgboss CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public',
    );
  } finally {
    await client.end();
  }
}
