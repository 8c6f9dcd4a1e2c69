import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { Client } from 'pg';
import { readEnv, readSettings } from '#config';
import { openTensorBackend } from '#model';
import { hasPendingMigrations } from '#platform';
import { migrations } from '../../migrations/index.js';

type Finding = { ok: boolean; what: string; detail: string };

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('what this machine has, what is configured, and what is wrong')
    .action(async () => {
      const findings = [
        node(),
        await tensors(),
        environment(),
        settings(),
        await database(process.env['DATABASE_URL']),
        page(),
      ];
      for (const { ok, what, detail } of findings)
        process.stdout.write(`${ok ? 'ok  ' : 'FIX '} ${what.padEnd(13)} ${detail}\n`);
      if (findings.some(({ ok }) => !ok)) process.exitCode = 1;
    });
}

function node(): Finding {
  const [major = 0] = process.versions.node.split('.').map(Number);
  const ok = major >= 22;
  return {
    ok,
    what: 'node',
    detail: ok ? process.version : `${process.version}; start through npm`,
  };
}

async function tensors(): Promise<Finding> {
  const { name, why } = await openTensorBackend();
  return { ok: true, what: 'TensorFlow.js', detail: `${name}: ${why}` };
}

function environment(): Finding {
  return tried('environment', () => {
    const { ROLE, DATA_DIR, SECRET_KEY, SECRET_KEY_PREVIOUS } = readEnv(process.env);
    const before = SECRET_KEY_PREVIOUS ? '; the one before opens until after: reseal' : '';
    return `ROLE=${ROLE}; secret key ${SECRET_KEY ? 'given' : `kept in ${DATA_DIR}`}${before}`;
  });
}

function settings(): Finding {
  return tried('settings', () => {
    const { groups } = readSettings(readEnv(process.env).SETTINGS_FILE, process.env);
    const dealerships = groups.flatMap((group) => group.dealerships);
    const connections = dealerships.flatMap((dealership) => dealership.connections);
    return `${groups.length} group(s), ${dealerships.length} dealership(s), ${connections.length} connection(s)`;
  });
}

async function database(url: string | undefined): Promise<Finding> {
  const what = 'database';
  if (!url)
    return { ok: true, what, detail: 'embedded PostgreSQL; set DATABASE_URL for production' };
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ v: string }>('SHOW server_version');
    await client.end();
    const pending = await hasPendingMigrations(url, migrations);
    const detail = `PostgreSQL ${rows[0]?.v}; ${pending ? 'run: npm run migrate' : 'migrated'}`;
    return { ok: !pending, what, detail };
  } catch (error) {
    return { ok: false, what, detail: `DATABASE_URL does not answer: ${(error as Error).message}` };
  }
}

function page(): Finding {
  const ok = existsSync('dist/client/index.html');
  return { ok, what: 'desk', detail: ok ? 'built' : 'not built; run: npm run build' };
}

function tried(what: string, read: () => string): Finding {
  try {
    return { ok: true, what, detail: read() };
  } catch (error) {
    return { ok: false, what, detail: (error as Error).message };
  }
}
