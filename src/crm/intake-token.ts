import { CrmAuthError } from './crm.errors.js';
import { isSameSecret } from './same-secret.js';

/** Header that carries `secrets.intakeToken` on pushed documents. */
const TOKEN_HEADER = 'x-intake-token';

/** Senders of documents often cannot sign; a header with a token of the connection is what they can set. */
export function verifyIntakeToken(
  expected: string | undefined,
  headers: Record<string, string | undefined>,
): void {
  if (expected === undefined || expected === '') {
    throw new CrmAuthError('No secrets.intakeToken is set, so no pushed document can be trusted.');
  }
  const named = Object.entries(headers).find(([name]) => name.toLowerCase() === TOKEN_HEADER);
  if (!isSameSecret(named?.[1] ?? '', expected)) {
    throw new CrmAuthError(`The header ${TOKEN_HEADER} does not match this connection's token.`);
  }
}
