import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { parseFileMapping } from '#crm';
import { FileImport } from '#ingestion';
import { Progress } from '../progress.js';
import { dealershipByKey, withApp } from './with-app.js';

interface ImportOptions {
  mapping: string;
  dealership?: string;
  connection: string;
}

export function addImport(program: Command): void {
  program
    .command('import')
    .description('bring a CSV or NDJSON file in, plain or .gz; a second time it changes nothing')
    .argument('<file>')
    .requiredOption('--mapping <file>', 'which column is what; examples in config/mappings')
    .option('--dealership <key>', 'whose leads they are, where there are several')
    .option('--connection <key>', 'ids are told apart by connection: one for each source', 'import')
    .action((file: string, options: ImportOptions) =>
      withApp(async ({ app }) => {
        const mapping = parseFileMapping(readFileSync(options.mapping, 'utf8'), options.mapping);
        const { id } = await dealershipByKey(app, options.dealership);
        const progress = new Progress(`Importing ${file}`);
        const counts = await app.get(FileImport).run({ dealershipId: id }, file, mapping, {
          connectionKey: options.connection,
          onProgress: ({ rows, bytesRead, totalBytes }) =>
            progress.at(bytesRead, totalBytes, `bytes, ${rows} rows`),
        });
        const { rows, rowsStored, rowsUnchanged, rowsQuarantined, rowsBefore, notes } = counts;
        progress.end(`${rows} rows`);
        const summary = { rows, rowsStored, rowsUnchanged, rowsQuarantined, rowsBefore, notes };
        process.stdout.write(`${JSON.stringify(summary)}\n`);
      }),
    );
}
