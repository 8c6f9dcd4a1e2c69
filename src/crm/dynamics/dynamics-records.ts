import type { CrmRecord, Said, SaidLead } from '../crm-record.js';
import { toSaid } from '../payload-path.js';
import { isSaid, newest, saidAt } from '../said-at.js';
import { layOut } from '../said-fields.js';
import type { Row } from './dynamics-client.js';
import type { DynamicsSettings } from './dynamics-settings.js';

export const LEAD_COLUMNS = (
  'leadid createdon modifiedon firstname lastname companyname emailaddress1 mobilephone telephone1 ' +
  'address1_postalcode address1_country subject description leadsourcecode statecode statuscode ' +
  '_ownerid_value _qualifyingopportunityid_value merged'
).split(' ');

export const OPPORTUNITY_COLUMNS =
  'opportunityid _originatingleadid_value createdon modifiedon statecode statuscode actualclosedate'.split(
    ' ',
  );

const LABEL = '@OData.Community.Display.V1.FormattedValue';
const QUALIFIED = 1;
const OPEN = 0;

export const isQualified = (lead: Row): boolean => lead['statecode'] === QUALIFIED;

/** A lead; once it was qualified its newest opportunity tells what became of it. */
export function leadRecord(
  lead: Row,
  opportunity: Row | undefined,
  settings: DynamicsSettings,
): CrmRecord {
  const read = (column: string): Said => saidAt(lead, column);
  const message = [read('subject'), read('description')].filter(isSaid).join('\n');
  const said: SaidLead = {
    externalId: read('leadid'),
    updatedAt: newest(read('modifiedon'), opportunity && saidAt(opportunity, 'modifiedon')),
    arrivedAt: read('createdon'),
    source: label(lead, 'leadsourcecode'),
    message: message === '' ? undefined : message,
    assignedTo: label(lead, '_ownerid_value') ?? read('_ownerid_value'),
    customer: {
      name: {
        first: read('firstname'),
        last: read('lastname'),
        business: read('companyname'),
      },
      email: read('emailaddress1'),
      phones: [read('mobilephone'), read('telephone1')].filter(isSaid),
      postalCode: read('address1_postalcode'),
      country: read('address1_country'),
    },
    ...(layOut(settings.fields, lead) as SaidLead),
    ...(opportunity ? outcomeOf(opportunity) : { status: `lead ${String(read('statuscode'))}` }),
    custom: Object.fromEntries(
      settings.customColumns
        .map((column): [string, Said] => [column, label(lead, column) ?? read(column)])
        .filter(([, value]) => value !== undefined),
    ),
    // The one it was merged into stays.
    deleted: lead['merged'] === true || undefined,
  };
  return { kind: 'lead', payload: opportunity ? { lead, opportunity } : lead, said };
}

/** Nothing is told of a removed row but its id: the time of the answer stands for its arrival. */
export function removedLead(row: Row, at: number): CrmRecord {
  const told = new Date(at).toISOString();
  const said = { externalId: toSaid(row['id']), updatedAt: told, arrivedAt: told, deleted: true };
  return { kind: 'lead', payload: row, said };
}

/** In a list of changes a removed row is told by its context, and has a reason instead of columns. */
export function isRemoved({ reason, '@odata.context': context }: Row): boolean {
  return (
    reason !== undefined || (typeof context === 'string' && context.endsWith('/$deletedEntity'))
  );
}

function outcomeOf(opportunity: Row): Pick<SaidLead, 'status' | 'statusAt'> {
  const status = `opportunity ${String(saidAt(opportunity, 'statuscode'))}`;
  if (opportunity['statecode'] === OPEN) return { status };
  return { status, statusAt: saidAt(opportunity, 'actualclosedate') };
}

/** Codes and ids are told with a label for people; its name holds dots, so it is no path. */
function label(row: Row, column: string): Said {
  const said = toSaid(row[`${column}${LABEL}`]);
  return said === null || said === '' ? undefined : said;
}
