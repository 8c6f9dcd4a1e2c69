import type { Command } from 'commander';
import { Resealing } from '#access';
import { Progress } from '../progress.js';
import { withApp } from './with-app.js';

export function addReseal(program: Command): void {
  program
    .command('reseal')
    .description(
      'after SECRET_KEY was changed: seal anew what SECRET_KEY_PREVIOUS sealed; may be stopped and run again',
    )
    .action(() =>
      withApp(async ({ app }) => {
        const progress = new Progress('Sealing anew');
        const found = await app
          .get(Resealing)
          .run((done, total) => progress.at(done, total, 'rows'));
        progress.end(`${found.resealed} rows, ${found.left} left`);
        process.stdout.write(`${JSON.stringify(found)}\n`);
        if (found.unreadable.length > 0)
          throw new Error(
            `No key that is given opens ${found.unreadable.length} rows, such as ${found.unreadable[0]}. Keep SECRET_KEY_PREVIOUS.`,
          );
        if (found.left > 0)
          throw new Error(
            'Others wrote to some rows meanwhile. Start every process with the new SECRET_KEY, then run this again.',
          );
        process.stderr.write('SECRET_KEY_PREVIOUS is no longer needed.\n');
      }),
    );
}
