import type { CrmRecord, Said, SaidLead } from '../crm-record.js';
import { isSaid, newest, saidAt } from '../said-at.js';
import { layOut } from '../said-fields.js';
import { isPlainObject } from '../settings-reading.js';
import type { Row } from './zoho-client.js';
import type { ZohoSettings } from './zoho-settings.js';

export const LEAD_FIELDS = [
  'Created_Time',
  'Modified_Time',
  'Lead_Source',
  'Lead_Status',
  'Description',
  'First_Name',
  'Last_Name',
  'Company',
  'Email',
  'Phone',
  'Mobile',
  'Zip_Code',
  'Country',
  'Owner',
  'Converted_Deal',
];
export const DEAL_FIELDS = ['Modified_Time', 'Stage', 'Closing_Date'];
export const CALL_FIELDS = [
  'Modified_Time',
  'Created_Time',
  'Call_Type',
  'Call_Start_Time',
  'What_Id',
];

/** A lead; once it was converted its deal tells what became of it. */
export function leadRecord(lead: Row, deal: Row | undefined, settings: ZohoSettings): CrmRecord {
  const read = (path: string): Said => saidAt(lead, path);
  const custom = settings.customFields.map((name): [string, Said] => [name, read(name)]);
  const said: SaidLead = {
    externalId: read('id'),
    updatedAt: newest(read('Modified_Time'), deal && saidAt(deal, 'Modified_Time')),
    arrivedAt: read('Created_Time'),
    source: read('Lead_Source'),
    message: read('Description'),
    assignedTo: read('Owner.name'),
    customer: {
      name: { first: read('First_Name'), last: read('Last_Name') },
      email: read('Email'),
      phones: [read('Mobile'), read('Phone')].filter(isSaid),
      postalCode: read('Zip_Code'),
      country: read('Country'),
    },
    ...(layOut(settings.fields, lead) as SaidLead),
    ...(deal ? outcomeOf(deal, settings) : { status: read('Lead_Status') }),
    custom: Object.fromEntries(custom.filter(([, value]) => value !== undefined)),
  };
  return { kind: 'lead', payload: deal ? { lead, deal } : lead, said };
}

/** Closing_Date is a forecast until the deal is closed. */
function outcomeOf(deal: Row, { statuses }: ZohoSettings): Pick<SaidLead, 'status' | 'statusAt'> {
  const status = saidAt(deal, 'Stage');
  const isOpen = typeof status === 'string' && statuses[status]?.outcome === 'OPEN';
  return isOpen ? { status } : { status, statusAt: saidAt(deal, 'Closing_Date') };
}

/** Of a deleted lead nothing is told but when: so its arrival, which a lead must have, is that. */
export function deletedRecord(row: Row): CrmRecord {
  const deletedAt = saidAt(row, 'deleted_time');
  const said = {
    externalId: saidAt(row, 'id'),
    updatedAt: deletedAt,
    arrivedAt: deletedAt,
    deleted: true,
  };
  return { kind: 'lead', payload: row, said };
}

/** Undefined where the call is about something other than a lead. */
export function callRecord(call: Row): CrmRecord | undefined {
  const about = call['What_Id'];
  const isAboutLead = saidAt(call, '$se_module') === 'Leads' && isPlainObject(about);
  if (!isAboutLead) return undefined;
  return {
    kind: 'activity',
    payload: call,
    said: {
      externalId: saidAt(call, 'id'),
      updatedAt: saidAt(call, 'Modified_Time'),
      leadExternalId: saidAt(about, 'id'),
      kind: 'call',
      direction: saidAt(call, 'Call_Type'),
      occurredAt: saidAt(call, 'Call_Start_Time') ?? saidAt(call, 'Created_Time'),
    },
  };
}
