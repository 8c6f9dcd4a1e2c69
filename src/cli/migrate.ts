import type { Command } from 'commander';
import { readEnv } from '#config';
import { migrateDown, migrateUp, startEmbeddedPostgres } from '#platform';
import { migrations } from '../../migrations/index.js';

export function addMigrate(program: Command): void {
  const migrate = program.command('migrate').description('bring the database schema up, or down');
  migrate
    .command('up')
    .description('apply every migration that is not yet applied')
    .action(() =>
      withDatabase(async (url) => {
        const applied = await migrateUp(url, migrations);
        process.stdout.write(
          applied.length > 0 ? `Applied ${applied.join(', ')}\n` : 'All applied.\n',
        );
      }),
    );
  migrate
    .command('down')
    .description('undo the newest migrations')
    .option('--count <n>', 'how many', '1')
    .action(({ count }: { count: string }) =>
      withDatabase(async (url) => {
        process.stdout.write(`Undone: ${await migrateDown(url, migrations, Number(count))}\n`);
      }),
    );
}

async function withDatabase(work: (url: string) => Promise<void>): Promise<void> {
  const env = readEnv(process.env);
  if (env.DATABASE_URL) return work(env.DATABASE_URL);
  const server = await startEmbeddedPostgres({ dataDir: env.DATA_DIR });
  try {
    await work(server.url);
  } finally {
    await server.stop();
  }
}
