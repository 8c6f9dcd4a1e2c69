import type { ProbeStep } from '../crm-adapter.js';
import type { PushSettings } from './rest-settings.js';

/** Settings alone cannot tell whether a write will be taken, so the first score does. */
export function writeStep(push: PushSettings | undefined): ProbeStep {
  const name = 'write scores';
  if (push) {
    const detail = `will ${push.method} ${push.path}; shown to work by the first score`;
    return { name, ok: true, detail };
  }
  const fix = 'Add push to the settings to see scores in the CRM.';
  return { name, ok: false, detail: 'no write path', fix };
}
