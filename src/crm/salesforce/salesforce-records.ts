import type { CrmRecord, Said, SaidLead } from '../crm-record.js';
import { parsePath, readPath, toSaid } from '../payload-path.js';
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
    externalId: text(row, 'Id'),
    updatedAt: newest(
      text(row, 'SystemModstamp'),
      opportunity && text(opportunity, 'SystemModstamp'),
    ),
    arrivedAt: text(row, 'CreatedDate'),
    source: text(row, 'LeadSource'),
    message: text(row, 'Description'),
    assignedTo: text(row, 'Owner.Name'),
    customer: {
      name: {
        first: text(row, 'FirstName'),
        last: text(row, 'LastName'),
      },
      email: text(row, 'Email'),
      phones: [text(row, 'MobilePhone'), text(row, 'Phone')].filter(isSaid),
      postalCode: text(row, 'PostalCode'),
      country: text(row, 'Country'),
    },
    ...(layOut(settings.fields, row) as SaidLead),
    ...outcomeOf(row, opportunity, settings),
    custom: customOf(row, settings),
    // A merged record is deleted too, and its master goes on.
    deleted: text(row, 'IsDeleted'),
  };
  return { kind: 'lead', payload: row, said };
}

/** An opportunity nobody converted from a lead: it is one itself. */
export function opportunityRecord(row: Row, settings: SalesforceSettings): CrmRecord {
  const said: SaidLead = {
    externalId: text(row, 'Id'),
    updatedAt: text(row, 'SystemModstamp'),
    arrivedAt: text(row, 'CreatedDate'),
    source: text(row, 'LeadSource'),
    message: text(row, 'Description'),
    assignedTo: text(row, 'Owner.Name'),
    status: stageOf(row, settings),
    ...closedAt(row),
    deleted: text(row, 'IsDeleted'),
  };
  return { kind: 'lead', payload: row, said };
}

/** A task or an event. @param leadExternalId - The lead or opportunity it is about. */
export function activityRecord(row: Row, leadExternalId: string): CrmRecord {
  const subtype = text(row, 'TaskSubtype') ?? text(row, 'EventSubtype');
  const kind = [subtype, text(row, 'Type')].filter(isSaid).join(' ') || 'note';
  return {
    kind: 'activity',
    payload: row,
    said: {
      externalId: text(row, 'Id'),
      updatedAt: text(row, 'SystemModstamp'),
      leadExternalId,
      kind: text(row, 'StartDateTime') === undefined ? kind : `appointment ${kind}`,
      direction: text(row, 'CallType') ?? (subtype === 'Email' ? 'Outbound' : undefined),
      occurredAt:
        text(row, 'CompletedDateTime') ?? text(row, 'StartDateTime') ?? text(row, 'CreatedDate'),
    },
  };
}

function outcomeOf(
  row: Row,
  opportunity: Row | undefined,
  settings: SalesforceSettings,
): Pick<SaidLead, 'status' | 'statusAt'> {
  if (opportunity) return { status: stageOf(opportunity, settings), ...closedAt(opportunity) };
  return { status: text(row, 'Status') };
}

/** A stage the operator mapped counts by its name; any other by the opportunity's own flags. */
function stageOf(opportunity: Row, { statuses }: SalesforceSettings): Said {
  const stage = text(opportunity, 'StageName');
  if (typeof stage === 'string' && Object.hasOwn(statuses, stage)) return stage;
  if (opportunity['IsWon'] === true) return 'Closed Won';
  return opportunity['IsClosed'] === true ? 'Closed Lost' : 'Open Opportunity';
}

/** CloseDate is a forecast until the opportunity is closed. */
const closedAt = (opportunity: Row): Pick<SaidLead, 'statusAt'> =>
  opportunity['IsClosed'] === true ? { statusAt: text(opportunity, 'CloseDate') } : {};

function customOf(row: Row, { customFields }: SalesforceSettings): Record<string, Said> {
  const named = customFields.map((name): [string, Said] => [name, text(row, name)]);
  return Object.fromEntries(named.filter(([, value]) => value !== undefined));
}

function text(row: Row, name: string): Said {
  const path = parsePath(name);
  return path ? (toSaid(readPath(row, path)) ?? undefined) : undefined;
}

const isSaid = (said: Said): said is string | number | boolean =>
  said !== undefined && said !== null;

/** ISO instants of one zone are ordered as texts are. */
const newest = (one: Said, other: Said): Said =>
  typeof one === 'string' && typeof other === 'string' && other > one ? other : one;
