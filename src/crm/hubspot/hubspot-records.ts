import type { CrmRecord, Said, SaidLead } from '../crm-record.js';
import { isSaid, newest, saidAt } from '../said-at.js';
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
  const read = (name: string): Said => saidAt(contact.properties, name);
  const said: SaidLead = {
    externalId: contact.id,
    updatedAt: newest(
      read('lastmodifieddate'),
      deal && saidAt(deal.properties, 'hs_lastmodifieddate'),
    ),
    arrivedAt: read('createdate'),
    source: read('hs_analytics_source'),
    message: read('message'),
    assignedTo: read('hubspot_owner_id'),
    customer: {
      name: { first: read('firstname'), last: read('lastname'), business: read('company') },
      email: read('email'),
      phones: [read('mobilephone'), read('phone')].filter(isSaid),
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
  const stage = saidAt(deal.properties, 'dealstage');
  const won = saidAt(deal.properties, 'hs_is_closed_won') === 'true';
  const closed = saidAt(deal.properties, 'hs_is_closed') === 'true';
  const flag = won ? 'deal won' : closed ? 'deal lost' : 'deal open';
  const status = typeof stage === 'string' && Object.hasOwn(statuses, stage) ? stage : flag;
  if (!closed) return { status };
  return {
    status,
    statusReason: saidAt(deal.properties, 'closed_lost_reason'),
    statusAt: saidAt(deal.properties, 'closedate'),
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
  const said = direction && saidAt(activity.properties, direction);
  return {
    kind: 'activity',
    payload: activity,
    said: {
      externalId: `${type}:${activity.id}`,
      updatedAt: saidAt(activity.properties, 'hs_lastmodifieddate'),
      leadExternalId: contactId,
      kind,
      // E-mails say INCOMING_EMAIL, EMAIL and FORWARDED_EMAIL.
      direction:
        typeof said === 'string' ? (said.startsWith('IN') ? 'inbound' : 'outbound') : undefined,
      occurredAt: saidAt(activity.properties, at) ?? saidAt(activity.properties, 'hs_timestamp'),
    },
  };
}
