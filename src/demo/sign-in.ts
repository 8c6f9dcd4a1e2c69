import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { ApiKeys, SCOPES, StaffAccounts } from '#access';

export interface DemoSignIn {
  email: string;
  password: string;
  apiKey: string;
}

/** An admin of the simulated group and a key with every scope: made once per data folder, kept beside the data. */
export async function demoSignIn(
  app: INestApplicationContext,
  groupId: string,
  dataDir: string,
): Promise<DemoSignIn> {
  const file = join(dataDir, 'demo-sign-in.json');
  const known = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as DemoSignIn)
    : undefined;
  if (known && (await stillWorks(app, known.apiKey))) return known;
  const email = 'desk@example.com';
  const password = randomBytes(9).toString('base64url');
  await app.get(StaffAccounts).save({
    groupId,
    dealershipId: null,
    email,
    name: 'Robin Demo',
    password,
    role: 'admin',
  });
  const { key: apiKey } = await app
    .get(ApiKeys)
    .issue({ groupId, dealershipId: null, name: 'Demo', scopes: [...SCOPES] });
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, JSON.stringify({ email, password, apiKey }), { mode: 0o600 });
  return { email, password, apiKey };
}

/** The data folder may have been kept while the database was not. */
const stillWorks = (app: INestApplicationContext, apiKey: string): Promise<boolean> =>
  app
    .get(ApiKeys)
    .authenticate(apiKey)
    .then(
      () => true,
      () => false,
    );
