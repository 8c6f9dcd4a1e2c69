import type { CrmRecord } from '../crm-record.js';
import { layOut } from '../said-fields.js';
import { isPlainObject } from '../settings-reading.js';
import type { RecordMapping } from './rest-pull-settings.js';

/** One item of an answer as a record; an item that is no object goes to quarantine. */
export function readRecord({ kind, fields, custom }: RecordMapping, item: unknown): CrmRecord {
  if (!isPlainObject(item)) {
    return {
      kind: 'unreadable',
      payload: item,
      refusal: {
        reason: `A ${kind} came as ${Array.isArray(item) ? 'a list' : typeof item}, not as an object.`,
        fix: 'Check the items path of this kind in the settings of the connection.',
      },
    };
  }
  const said = layOut(fields, item);
  if (kind === 'lead') said['custom'] = custom.read(item);
  return { kind, payload: item, said };
}
