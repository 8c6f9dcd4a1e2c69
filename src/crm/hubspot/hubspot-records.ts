import type { CrmRecord, Said, SaidLead } from '../crm-record.js';
import { toSaid } from '../payload-path.js';
import { layOut } from '../said-fields.js';
import type { HubSpotObject } from './hubspot-client.js';
import type { HubSpotSettings } from './hubspot-settings.js';

export const CONTACT_PROPERTIES = [
  'createdate',
  'lastmodifieddate',
  'firstname',
  'lastname',
  'company',
  'email',
  'phone',
  'mobilephone',
  'zip',
  'country',
  'hs_lead_status',
  'hs_analytics_source',
  'message',
  'hubspot_owner_id',
];

export const DEAL_PROPERTIES = [
  'createdate',
  'hs_lastmodifieddate',
  'dealstage',
  'closedate',
  'closed_lost_reason',
  'hs_is_closed',
  'hs_is_closed_won',
];

/** A contact as a lead; its newest deal, where there is one, tells what became of it. */
export function contactRecord(
  contact: HubSpotObject,
  deal: HubSpotObject | undefined,
  settings: HubSpotSettings,
): CrmRecord {
  const read = (name: string): Said => text(contact, name);
  const said: SaidLead = {
    externalId: contact.id,
    updatedAt: newest(read('lastmodifieddate'), deal && text(deal, 'hs_lastmodifieddate')),
    arrivedAt: read('createdate'),
    source: read('hs_analytics_source'),
    message: read('message'),
    assignedTo: read('hubspot_owner_id'),
    customer: {
      name: { first: read('firstname'), last: read('lastname'), business: read('company') },
      email: read('email'),
      phones: [read('mobilephone'), read('phone')].filter((phone) => phone !== undefined),
      postalCode: read('zip'),
      country: read('country'),
    },
    ...(layOut(settings.fields, contact.properties) as SaidLead),
    ...(deal ? outcomeOf(deal, settings) : { status: read('hs_lead_status') }),
    custom: Object.fromEntries(
      settings.customProperties
        .map((name): [string, Said] => [name, read(name)])
        .filter(([, value]) => value !== undefined),
    ),
    deleted: contact.archived === true || undefined,
  };
  return { kind: 'lead', payload: deal ? { contact, deal } : contact, said };
}

/** A stage the operator mapped counts by its id; any other by the deal's own flags. */
function outcomeOf(
  deal: HubSpotObject,
  { statuses }: HubSpotSettings,
): Pick<SaidLead, 'status' | 'statusReason' | 'statusAt'> {
  const stage = text(deal, 'dealstage');
  const won = text(deal, 'hs_is_closed_won') === 'true';
  const closed = text(deal, 'hs_is_closed') === 'true';
  const flag = won ? 'deal won' : closed ? 'deal lost' : 'deal open';
  const status = typeof stage === 'string' && Object.hasOwn(statuses, stage) ? stage : flag;
  if (!closed) return { status };
  return {
    status,
    statusReason: text(deal, 'closed_lost_reason'),
    statusAt: text(deal, 'closedate'),
  };
}

/** What is told of a touch, by the type of object it is. */
export const ACTIVITIES = {
  calls: { kind: 'call', at: 'hs_timestamp', direction: 'hs_call_direction' },
  emails: { kind: 'email', at: 'hs_timestamp', direction: 'hs_email_direction' },
  meetings: { kind: 'appointment', at: 'hs_meeting_start_time', direction: undefined },
} as const;
export type ActivityType = keyof typeof ACTIVITIES;

export function activityRecord(
  type: ActivityType,
  activity: HubSpotObject,
  contactId: string,
): CrmRecord {
  const { kind, at, direction } = ACTIVITIES[type];
  const said = direction && text(activity, direction);
  return {
    kind: 'activity',
    payload: activity,
    said: {
      externalId: `${type}:${activity.id}`,
      updatedAt: text(activity, 'hs_lastmodifieddate'),
      leadExternalId: contactId,
      kind,
      // E-mails say INCOMING_EMAIL, EMAIL and FORWARDED_EMAIL.
      direction:
        typeof said === 'string' ? (said.startsWith('IN') ? 'inbound' : 'outbound') : undefined,
      occurredAt: text(activity, at) ?? text(activity, 'hs_timestamp'),
    },
  };
}

/** HubSpot writes what is not filled in as null or as an empty text. */
function text({ properties }: HubSpotObject, name: string): Said {
  const said = Object.hasOwn(properties, name) ? toSaid(properties[name]) : undefined;
  return said === null || said === '' ? undefined : said;
}

const newest = (one: Said, other: Said): Said =>
  typeof one === 'string' && typeof other === 'string' && other > one ? other : one;
