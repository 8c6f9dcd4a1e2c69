export type SalesforceRow = Record<string, unknown> & { Id: string; SystemModstamp: string };

export interface Selection {
  rows: SalesforceRow[];
}

type Rows = Record<'Lead' | 'Opportunity' | 'Task' | 'Event', SalesforceRow[]>;

const SHARED = ['Id', 'IsDeleted', 'SystemModstamp', 'CreatedDate'];
const WRITTEN = ['Lead_Likelihood__c', 'Lead_Band__c', 'Lead_Reason__c'];
const DEAL = ['StageName', 'IsWon', 'IsClosed', 'CloseDate'];
const FIELDS: Record<keyof Rows, readonly string[]> = {
  Lead: [
    ...SHARED,
    ...WRITTEN,
    ...'MasterRecordId LeadSource Status Description FirstName LastName Company Email Phone'.split(
      ' ',
    ),
    ...'MobilePhone PostalCode Country Owner.Name IsConverted ConvertedDate'.split(' '),
    'ConvertedOpportunityId',
    'ConvertedOpportunity.SystemModstamp',
    ...DEAL.map((field) => `ConvertedOpportunity.${field}`),
    'Trade_In__c',
  ],
  Opportunity: [...SHARED, ...WRITTEN, ...DEAL, 'LeadSource', 'Description', 'Owner.Name'],
  Task: [...SHARED, 'WhoId', 'WhatId', 'TaskSubtype', 'Type', 'CallType', 'CompletedDateTime'],
  Event: [...SHARED, 'WhoId', 'WhatId', 'EventSubtype', 'Type', 'StartDateTime'],
};

const STATEMENT =
  /^SELECT (?<fields>[\w., ]+) FROM (?<object>\w+)(?: WHERE (?<where>.+?))?(?: ORDER BY SystemModstamp, Id)?(?: LIMIT (?<limit>\d+))?$/;

interface Statement {
  kind: keyof Rows;
  fields: string[];
  conditions: ((row: SalesforceRow) => boolean)[];
  most: number;
}

/** The rows a statement asks for, or the vendor's code for what is wrong with it. */
export function selected(
  soql: string,
  rows: Rows,
  { withDeleted }: { withDeleted: boolean },
): Selection | { errorCode: string } {
  const statement = read(soql);
  if (!statement) return { errorCode: 'MALFORMED_QUERY' };
  const { kind, fields, conditions, most } = statement;
  if (fields.some((field) => !FIELDS[kind].includes(field))) return { errorCode: 'INVALID_FIELD' };
  const found = rows[kind]
    .filter((row) => withDeleted || row['IsDeleted'] !== true)
    .filter((row) => conditions.every((holds) => holds(row)))
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  return { rows: found.slice(0, most).map((row) => only(row, fields, kind)) };
}

function read(soql: string): Statement | undefined {
  const { fields = '', object = '', where, limit } = STATEMENT.exec(soql)?.groups ?? {};
  const written = where?.split(' AND ') ?? [];
  const conditions = written.flatMap((text) => conditionOf(text) ?? []);
  if (!Object.hasOwn(FIELDS, object) || conditions.length < written.length) return undefined;
  const most = Number(limit ?? Infinity);
  return { kind: object as keyof Rows, fields: fields.split(', '), conditions, most };
}

function conditionOf(text: string): ((row: SalesforceRow) => boolean) | undefined {
  const since = /^SystemModstamp >= (\d{4}-\d\d-\d\dT[\d:.]+Z)$/.exec(text)?.[1];
  if (since !== undefined) return (row) => row.SystemModstamp >= since;
  const list = /^ConvertedOpportunityId IN \(('\w+'(?:, '\w+')*)\)$/.exec(text)?.[1];
  if (list !== undefined)
    return (row) => list.includes(`'${String(row['ConvertedOpportunityId'])}'`);
  return text === "(Who.Type = 'Lead' OR What.Type = 'Opportunity')"
    ? (row) => String(row['WhoId']).startsWith('00Q') || String(row['WhatId']).startsWith('006')
    : undefined;
}

const place = ({ SystemModstamp, Id }: SalesforceRow): string => `${SystemModstamp}~${Id}`;

/** As the vendor answers: what was asked for and nothing else, relations nested. */
function only(row: SalesforceRow, asked: string[], type: string): SalesforceRow {
  const shown: Record<string, unknown> = { attributes: { type } };
  for (const field of asked) {
    const [head = '', inner] = field.split('.');
    const value = row[head] ?? null;
    if (inner === undefined || value === null) shown[head] = value;
    else
      shown[head] = {
        ...(shown[head] as object),
        [inner]: (value as Record<string, unknown>)[inner] ?? null,
      };
  }
  return shown as SalesforceRow;
}
