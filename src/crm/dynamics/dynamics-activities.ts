import type { CrmRecord } from '../crm-record.js';
import { saidAt } from '../said-at.js';
import type { Row } from './dynamics-client.js';

const OF_ALL =
  'activityid createdon modifiedon _regardingobjectid_value scheduledstart actualstart actualend'.split(
    ' ',
  );

/** Tables of touches, with the columns that are read. */
export const ACTIVITIES = {
  phonecalls: { kind: 'call', columns: [...OF_ALL, 'directioncode'] },
  emails: { kind: 'email', columns: [...OF_ALL, 'directioncode', 'senton'] },
  appointments: { kind: 'appointment', columns: OF_ALL },
  tasks: { kind: 'note', columns: OF_ALL },
} as const;

export type ActivityTable = keyof typeof ACTIVITIES;

const POINTS_TO = '_regardingobjectid_value@Microsoft.Dynamics.CRM.lookuplogicalname';

/** Undefined where it is about something other than a lead. */
export function activityRecord(table: ActivityTable, row: Row): CrmRecord | undefined {
  const leadId = saidAt(row, '_regardingobjectid_value');
  if (leadId === undefined || row[POINTS_TO] !== 'lead') return undefined;
  const isOutgoing = row['directioncode'];
  return {
    kind: 'activity',
    payload: row,
    said: {
      externalId: `${table}:${String(saidAt(row, 'activityid'))}`,
      updatedAt: saidAt(row, 'modifiedon'),
      leadExternalId: leadId,
      kind: ACTIVITIES[table].kind,
      direction:
        typeof isOutgoing === 'boolean' ? (isOutgoing ? 'outbound' : 'inbound') : undefined,
      occurredAt:
        saidAt(row, 'senton') ??
        saidAt(row, 'actualend') ??
        saidAt(row, 'actualstart') ??
        saidAt(row, 'scheduledstart') ??
        saidAt(row, 'createdon'),
    },
  };
}
