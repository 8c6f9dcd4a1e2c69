import type { Command } from 'commander';
import { parseAdfFiles } from '#crm';

export function addAdf(program: Command): void {
  program
    .command('adf')
    .description('work with ADF documents')
    .command('parse')
    .description('read .xml and .eml files; prints one JSON a line')
    .argument('<file...>')
    .action(async (files: string[]) => {
      const { accepted, refused } = await parseAdfFiles(files, (line) =>
        process.stdout.write(`${line}\n`),
      );
      process.stderr.write(`${accepted} accepted, ${refused} refused\n`);
    });
}
