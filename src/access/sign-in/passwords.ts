import { hash, verify } from '@node-rs/argon2';
import { PasswordWeakError } from '../access.errors.js';

const SHORTEST = 10;
const LONGEST = 256;
/** Length is what counts (NIST SP 800-63B); these are what is tried first all the same. */
const TRIED_FIRST =
  /^(.)\1*$|^(?:password|passwort|qwerty|letmein|welcome|dealership)[\d!]*$|^0?123456789\d*$/i;

/** argon2id. @throws PasswordWeakError */
export function passwordHash(password: string): Promise<string> {
  if (password.length < SHORTEST || password.length > LONGEST || TRIED_FIRST.test(password))
    throw new PasswordWeakError(SHORTEST);
  return hash(password);
}

export const passwordMatches = (hashed: string, password: string): Promise<boolean> =>
  verify(hashed, password);
