import type { Command } from 'commander';
import {
  ApiKeys,
  Directory,
  SCOPES,
  type Scope,
  StaffAccounts,
  STAFF_ROLES,
  type StaffRole,
} from '#access';
import { dealershipByKey, type OpenApp, withApp } from './with-app.js';

export function addStaff(program: Command): void {
  program
    .command('staff')
    .description('people who sign in at the desk')
    .command('save')
    .description(
      'make an account, or set its password and role; the password is read from STAFF_PASSWORD',
    )
    .requiredOption('--email <email>')
    .requiredOption('--name <name>')
    .option('--role <role>', STAFF_ROLES.join(', '), 'rep')
    .option('--dealership <key>', 'the only dealership they see; without it, all of the group')
    .option('--group <key>', 'dealer group, where there are several')
    .action(
      (options: {
        email: string;
        name: string;
        role: string;
        dealership?: string;
        group?: string;
      }) =>
        withApp(async (open) => {
          const role = oneOf(STAFF_ROLES, options.role, '--role');
          const password = process.env['STAFF_PASSWORD'] ?? '';
          if (password.length < 10) throw new Error('Set STAFF_PASSWORD to 10 characters or more.');
          const tenant = await tenantOf(open, options);
          const { email, name } = options;
          await open.app
            .get(StaffAccounts)
            .save({ ...tenant, email, name, password, role: role as StaffRole });
          process.stdout.write(`${email} can sign in as ${role}.\n`);
        }),
    );
}

export function addKeys(program: Command): void {
  program
    .command('key')
    .description('API keys for programs')
    .command('issue')
    .description('print a new key; it is shown this once')
    .requiredOption('--name <name>', 'what it is for')
    .requiredOption('--scopes <scopes>', `comma-separated: ${SCOPES.join(', ')}`)
    .option('--dealership <key>', 'the only dealership it acts for')
    .option('--group <key>', 'dealer group, where there are several')
    .action((options: { name: string; scopes: string; dealership?: string; group?: string }) =>
      withApp(async (open) => {
        const scopes = options.scopes
          .split(',')
          .map((scope) => oneOf(SCOPES, scope.trim(), '--scopes'));
        const tenant = await tenantOf(open, options);
        const { key } = await open.app
          .get(ApiKeys)
          .issue({ ...tenant, name: options.name, scopes: scopes as Scope[] });
        process.stdout.write(`${key}\n`);
      }),
    );
}

async function tenantOf(
  { app }: OpenApp,
  named: { dealership?: string; group?: string },
): Promise<{ groupId: string; dealershipId: string | null }> {
  if (named.dealership !== undefined) {
    const { groupId, id } = await dealershipByKey(app, named.dealership);
    return { groupId, dealershipId: id };
  }
  const groups = await app.get(Directory).groups();
  const group =
    named.group === undefined && groups.length === 1
      ? groups[0]
      : groups.find(({ key }) => key === named.group);
  if (!group)
    throw new Error(`Name a group with --group: ${groups.map(({ key }) => key).join(', ')}.`);
  return { groupId: group.id, dealershipId: null };
}

function oneOf(allowed: readonly string[], value: string, option: string): string {
  if (allowed.includes(value)) return value;
  throw new Error(`${option} takes ${allowed.join(', ')}; not "${value}".`);
}
