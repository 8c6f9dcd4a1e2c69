import type { CrmRecord, Said, SaidLead } from '../crm-record.js';
import { isSaid, newest, saidAt } from '../said-at.js';
import { layOut } from '../said-fields.js';
import { isPlainObject } from '../settings-reading.js';
import type { SalesforceSettings } from './salesforce-settings.js';

export type Row = Record<string, unknown>;

/** A row of Lead, whatever became of it: a converted lead goes on as its opportunity. */
export function leadRecord(row: Row, settings: SalesforceSettings): CrmRecord {
  const opportunity = isPlainObject(row['ConvertedOpportunity'])
    ? row['ConvertedOpportunity']
    : undefined;
  const said: SaidLead = {
    externalId: saidAt(row, 'Id'),
    updatedAt: newest(
      saidAt(row, 'SystemModstamp'),
      opportunity && saidAt(opportunity, 'SystemModstamp'),
    ),
    arrivedAt: saidAt(row, 'CreatedDate'),
    source: saidAt(row, 'LeadSource'),
    message: saidAt(row, 'Description'),
    assignedTo: saidAt(row, 'Owner.Name'),
    customer: {
      name: {
        first: saidAt(row, 'FirstName'),
        last: saidAt(row, 'LastName'),
      },
      email: saidAt(row, 'Email'),
      phones: [saidAt(row, 'MobilePhone'), saidAt(row, 'Phone')].filter(isSaid),
      postalCode: saidAt(row, 'PostalCode'),
      country: saidAt(row, 'Country'),
    },
    ...(layOut(settings.fields, row) as SaidLead),
    ...outcomeOf(row, opportunity, settings),
    custom: customOf(row, settings),
    // A merged record is deleted too, and its master goes on.
    deleted: saidAt(row, 'IsDeleted'),
  };
  return { kind: 'lead', payload: row, said };
}

/** An opportunity nobody converted from a lead: it is one itself. */
export function opportunityRecord(row: Row, settings: SalesforceSettings): CrmRecord {
  const said: SaidLead = {
    externalId: saidAt(row, 'Id'),
    updatedAt: saidAt(row, 'SystemModstamp'),
    arrivedAt: saidAt(row, 'CreatedDate'),
    source: saidAt(row, 'LeadSource'),
    message: saidAt(row, 'Description'),
    assignedTo: saidAt(row, 'Owner.Name'),
    status: stageOf(row, settings),
    ...closedAt(row),
    deleted: saidAt(row, 'IsDeleted'),
  };
  return { kind: 'lead', payload: row, said };
}

/** A task or an event. @param leadExternalId - The lead or opportunity it is about. */
export function activityRecord(row: Row, leadExternalId: string): CrmRecord {
  const subtype = saidAt(row, 'TaskSubtype') ?? saidAt(row, 'EventSubtype');
  const kind = [subtype, saidAt(row, 'Type')].filter(isSaid).join(' ') || 'note';
  return {
    kind: 'activity',
    payload: row,
    said: {
      externalId: saidAt(row, 'Id'),
      updatedAt: saidAt(row, 'SystemModstamp'),
      leadExternalId,
      kind: saidAt(row, 'StartDateTime') === undefined ? kind : `appointment ${kind}`,
      direction: saidAt(row, 'CallType') ?? (subtype === 'Email' ? 'Outbound' : undefined),
      occurredAt:
        saidAt(row, 'CompletedDateTime') ??
        saidAt(row, 'StartDateTime') ??
        saidAt(row, 'CreatedDate'),
    },
  };
}

function outcomeOf(
  row: Row,
  opportunity: Row | undefined,
  settings: SalesforceSettings,
): Pick<SaidLead, 'status' | 'statusAt'> {
  if (opportunity) return { status: stageOf(opportunity, settings), ...closedAt(opportunity) };
  return { status: saidAt(row, 'Status') };
}

/** A stage the operator mapped counts by its name; any other by the opportunity's own flags. */
function stageOf(opportunity: Row, { statuses }: SalesforceSettings): Said {
  const stage = saidAt(opportunity, 'StageName');
  if (typeof stage === 'string' && Object.hasOwn(statuses, stage)) return stage;
  if (opportunity['IsWon'] === true) return 'Closed Won';
  return opportunity['IsClosed'] === true ? 'Closed Lost' : 'Open Opportunity';
}

/** CloseDate is a forecast until the opportunity is closed. */
const closedAt = (opportunity: Row): Pick<SaidLead, 'statusAt'> =>
  opportunity['IsClosed'] === true ? { statusAt: saidAt(opportunity, 'CloseDate') } : {};

function customOf(row: Row, { customFields }: SalesforceSettings): Record<string, Said> {
  const named = customFields.map((name): [string, Said] => [name, saidAt(row, name)]);
  return Object.fromEntries(named.filter(([, value]) => value !== undefined));
}
