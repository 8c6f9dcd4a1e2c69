import { randomUUID } from 'node:crypto';
import { type Dealership, StaffAccounts, type StaffRole } from '#access';
import type { TestApp } from './app.js';

export const PASSWORD = 'a long enough password';

export interface SignedIn {
  staffId: string;
  email: string;
  /** As a browser would send them from the desk's own page. */
  headers: { cookie: string; 'sec-fetch-site': string };
}

/** Makes an account and signs it in. @param dealership - null: the whole group of `of`. */
export async function signedIn(
  test: TestApp,
  of: Dealership,
  account: { role: StaffRole; name?: string; crmName?: string; wholeGroup?: boolean },
): Promise<SignedIn> {
  const { role, name = 'Robin Reyes', wholeGroup = false } = account;
  const email = `${role}-${randomUUID()}@example.com`;
  await test.app.get(StaffAccounts).save({
    groupId: of.groupId,
    dealershipId: wholeGroup ? null : of.id,
    email,
    name,
    password: PASSWORD,
    role,
    ...(account.crmName !== undefined && { crmName: account.crmName }),
  });
  const headers = await signIn(test, email);
  const me = await fetch(`${test.url}/v1/me`, { headers });
  const { staffId } = (await me.json()) as { staffId: string };
  return { staffId, email, headers };
}

export async function signIn(
  test: Pick<TestApp, 'url'>,
  email: string,
  password = PASSWORD,
): Promise<SignedIn['headers']> {
  const answer = await fetch(`${test.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const cookie = answer.headers.getSetCookie().find((one) => one.startsWith('ll_session='));
  if (!cookie) throw new Error(`Signing in answered ${answer.status}.`);
  return { cookie: cookie.split(';')[0]!, 'sec-fetch-site': 'same-origin' };
}
