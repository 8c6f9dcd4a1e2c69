import type { CrmRecord, Said, SaidLead, SaidVehicle } from '../crm-record.js';
import { toSaid } from '../payload-path.js';
import { saidAt } from '../said-at.js';
import { layOut } from '../said-fields.js';
import { isPlainObject } from '../settings-reading.js';
import type { GraphLead } from './meta-client.js';
import type { MetaSettings } from './meta-settings.js';

/** Meta's own questions about a person: read into the customer, or not kept at all. */
const ABOUT_THE_PERSON = new Set(
  (
    'full_name first_name last_name company_name email phone_number zip_code zip post_code country ' +
    'street_address city state province date_of_birth gender marital_status relationship_status ' +
    'military_status job_title work_email work_phone_number national_id'
  ).split(' '),
);
/** What of the advertisement may tell something about a lead. */
const AD_FIELDS = ['platform', 'is_organic', 'campaign_name', 'adset_name', 'ad_name', 'form_id'];
const PLATFORMS: Record<string, string> = { fb: 'Facebook', ig: 'Instagram' };

type Answers = Record<string, Said>;

/** A lead of a form; its other answers become custom attributes under the names they have there. */
export function leadRecord(lead: GraphLead, { fields }: MetaSettings): CrmRecord {
  const answers = answersOf(lead['field_data']);
  const vehicle = vehicleOf(lead);
  const platform = saidAt(lead, 'platform');
  const said: SaidLead = {
    externalId: lead.id,
    arrivedAt: saidAt(lead, 'created_time'),
    source: typeof platform === 'string' ? (PLATFORMS[platform] ?? platform) : 'Facebook',
    customer: {
      name: {
        full: answers['full_name'],
        first: answers['first_name'],
        last: answers['last_name'],
        business: answers['company_name'],
      },
      email: answers['email'] ?? answers['work_email'],
      phones: [answers['phone_number'] ?? answers['work_phone_number']],
      postalCode: answers['zip_code'] ?? answers['zip'] ?? answers['post_code'],
      country: answers['country'],
    },
    ...(vehicle && { vehicle }),
    ...(layOut(fields, answers) as SaidLead),
    custom: { ...customAnswers(answers, fields), ...adFields(lead), ...consents(lead) },
  };
  return { kind: 'lead', payload: lead, said };
}

function answersOf(fieldData: unknown): Answers {
  const answers: [string, Said][] = [];
  for (const field of Array.isArray(fieldData) ? fieldData : []) {
    const { name, values } = isPlainObject(field) ? field : {};
    if (typeof name !== 'string' || !Array.isArray(values) || values.length === 0) continue;
    const said = values.length === 1 ? toSaid(values[0]) : values.map(String).join(', ');
    answers.push([name, said]);
  }
  return Object.fromEntries(answers);
}

/** A lead of an inventory ad names the car: its place in the catalogue, and a title such as "2021 Toyota RAV4 XLE". */
function vehicleOf(lead: GraphLead): SaidVehicle | undefined {
  const stockNumber = saidAt(lead, 'retailer_item_id');
  const title = saidAt(lead, 'vehicle');
  if (stockNumber === undefined && title === undefined) return undefined;
  const [, year, make, model] = /^(\d{4})\s+(\S+)\s+(.+)$/.exec(String(title ?? '')) ?? [];
  return { stockNumber, ...(year !== undefined ? { year, make, model } : { model: title }) };
}

function customAnswers(answers: Answers, mapped: MetaSettings['fields']): Answers {
  const taken = new Set(mapped.flatMap(({ source }) => source.reads));
  const own = Object.entries(answers).filter(
    ([name]) => !ABOUT_THE_PERSON.has(name) && !taken.has(name),
  );
  return Object.fromEntries(own);
}

const adFields = (lead: GraphLead): Answers =>
  Object.fromEntries(
    AD_FIELDS.map((name): [string, Said] => [name, saidAt(lead, name)]).filter(
      ([, said]) => said !== undefined,
    ),
  );

/** What was ticked below the form, as it was worded there by its key. */
function consents(lead: GraphLead): Answers {
  const responses = lead['custom_disclaimer_responses'];
  const ticked = (Array.isArray(responses) ? responses : []).flatMap(
    (response): [string, Said][] => {
      const { checkbox_key: key, is_checked: checked } = isPlainObject(response) ? response : {};
      return typeof key === 'string'
        ? [[`consent ${key}`, checked === '1' || checked === true]]
        : [];
    },
  );
  return Object.fromEntries(ticked);
}
