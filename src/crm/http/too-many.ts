import { CrmUnavailableError } from '../crm.errors.js';
import type { CrmRequest } from './crm-http.js';

/** Reads a 429 of a vendor that does not say how long to wait. @param waitMs - What its limits suggest. */
export const tooManyWithoutWait =
  (waitMs: number): NonNullable<CrmRequest['readRefusal']> =>
  ({ status, header }, where) =>
    status === 429 && header('retry-after') === undefined
      ? new CrmUnavailableError(`${where} answered 429.`, { status, retryAfterMs: waitMs })
      : undefined;
