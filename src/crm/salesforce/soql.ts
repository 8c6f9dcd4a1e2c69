import type { SalesforceSettings } from './salesforce-settings.js';

const LEAD_FIELDS = [
  'Id',
  'IsDeleted',
  'MasterRecordId',
  'SystemModstamp',
  'CreatedDate',
  'LeadSource',
  'Status',
  'Description',
  'FirstName',
  'LastName',
  'Company',
  'Email',
  'Phone',
  'MobilePhone',
  'PostalCode',
  'Country',
  'Owner.Name',
  'IsConverted',
  'ConvertedDate',
  'ConvertedOpportunityId',
  'ConvertedOpportunity.StageName',
  'ConvertedOpportunity.IsWon',
  'ConvertedOpportunity.IsClosed',
  'ConvertedOpportunity.CloseDate',
  'ConvertedOpportunity.SystemModstamp',
];

const OPPORTUNITY_FIELDS = [
  'Id',
  'IsDeleted',
  'SystemModstamp',
  'CreatedDate',
  'LeadSource',
  'StageName',
  'IsWon',
  'IsClosed',
  'CloseDate',
  'Description',
  'Owner.Name',
];

const ACTIVITY_FIELDS = ['Id', 'IsDeleted', 'SystemModstamp', 'CreatedDate', 'WhoId', 'WhatId'];
const TASK_FIELDS = [...ACTIVITY_FIELDS, 'TaskSubtype', 'Type', 'CallType', 'CompletedDateTime'];
const EVENT_FIELDS = [...ACTIVITY_FIELDS, 'EventSubtype', 'Type', 'StartDateTime'];

/** The objects read, each as a stream of its own. */
export type SalesforceObject = 'Lead' | 'Opportunity' | 'Task' | 'Event';

const ABOUT_LEADS = "(Who.Type = 'Lead' OR What.Type = 'Opportunity')";

/** SOQL for what changed in one object since an instant, oldest change first. */
export function changesQuery(
  object: SalesforceObject,
  sinceMs: number | null,
  settings: SalesforceSettings,
): string {
  const conditions = [
    ...(sinceMs === null ? [] : [`SystemModstamp >= ${new Date(sinceMs).toISOString()}`]),
    ...(object === 'Task' || object === 'Event' ? [ABOUT_LEADS] : []),
  ];
  const where = conditions.length ? ` WHERE ${conditions.join(' AND ')}` : '';
  return `SELECT ${fieldsOf(object, settings).join(', ')} FROM ${object}${where} ORDER BY SystemModstamp, Id`;
}

/** SOQL for the leads that became these opportunities. @param ids - Of opportunities; checked. */
export function convertedQuery(ids: readonly string[], settings: SalesforceSettings): string {
  const list = ids.map((id) => `'${checkedId(id)}'`).join(', ');
  return `SELECT ${fieldsOf('Lead', settings).join(', ')} FROM Lead WHERE ConvertedOpportunityId IN (${list})`;
}

function fieldsOf(
  object: SalesforceObject,
  { fields, customFields, scoreFields }: SalesforceSettings,
): string[] {
  if (object === 'Opportunity') return OPPORTUNITY_FIELDS;
  if (object === 'Task') return TASK_FIELDS;
  if (object === 'Event') return EVENT_FIELDS;
  const own = fields.flatMap(({ source }) => source.reads);
  const score = Object.values(scoreFields ?? {}) as string[];
  const extra = [...own, ...customFields].filter((name) => !score.includes(name));
  return [...new Set([...LEAD_FIELDS, ...extra])];
}

const ID = /^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/;

export const isSalesforceId = (text: string): boolean => ID.test(text);

/** Only an id may stand in a query, whatever an answer held. */
function checkedId(id: string): string {
  if (!isSalesforceId(id)) throw new RangeError('Not an id of Salesforce.');
  return id;
}
