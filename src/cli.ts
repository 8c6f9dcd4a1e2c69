import 'reflect-metadata';
import { Command } from 'commander';
import { addAdf } from './cli/adf.js';
import { addDoctor } from './cli/doctor.js';
import { addImport } from './cli/import.js';
import { addLearn } from './cli/learn.js';
import { addMigrate } from './cli/migrate.js';
import { addOpenApi } from './cli/openapi.js';
import { addReseal } from './cli/reseal.js';
import { addKeys, addStaff } from './cli/staff.js';

const program = new Command('lead-likelihood')
  .description('What an admin does from a shell. Everything else is in the API: /docs')
  .showHelpAfterError();

for (const add of [
  addAdf,
  addDoctor,
  addImport,
  addKeys,
  addLearn,
  addMigrate,
  addOpenApi,
  addReseal,
  addStaff,
])
  add(program);

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
