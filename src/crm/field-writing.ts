import type { ProbeStep } from './crm-adapter.js';
import { probeStep } from './probe-steps.js';

const WRITE_STEP = 'write scores';

/** For systems where a write can only be tried by writing: what is written stands in for the trial. */
export const untriedWrite = (written: string): Promise<ProbeStep> =>
  Promise.resolve({
    name: WRITE_STEP,
    ok: true,
    detail: `${written}; the first score shows the permission`,
  });

/**
 * Reading the fields that take a score shows that they exist; only a first write can show the permission.
 *
 * @param ask - Fails where a field is missing.
 */
export const fieldsThere = (
  fields: object,
  where: string,
  ask: (names: string[]) => Promise<unknown>,
): Promise<ProbeStep> =>
  probeStep(WRITE_STEP, async () => {
    const names: string[] = Object.values(fields);
    await ask(names);
    return `${where} ${names.join(', ')}; the first score shows the permission`;
  });
