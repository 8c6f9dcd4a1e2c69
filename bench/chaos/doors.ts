import { mkdir, readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { parse } from 'yaml';
import { RestCrm, VendorServer, type VendorAnswer, type VendorRequest } from '#simulator';
import {
  arrivedAt,
  emailOf,
  prefixed,
  type Dealer,
  type Message,
  type TakenScore,
} from './dealer.js';
import { connection } from './vendors.js';

/** A CRM whose messages carry the records themselves: the newest version first, then the one before. */
export async function rest(): Promise<Dealer> {
  const crm = await new RestCrm().start();
  const settings = parse(await readFile('config/dialects/simulated-crm.yaml', 'utf8')) as object;
  const idOf = prefixed('lead-');
  const row = (number: number, assigned_to: string, at: number) => ({
    id: idOf(number),
    updated_at: new Date(at).toISOString(),
    created_at: arrivedAt(number),
    message: 'Is it still there?',
    status: 'New',
    assigned_to,
    customer_id: `customer-${number}`,
  });
  return {
    dialect: 'rest',
    connection: connection('rest', RestCrm.secrets, {
      ...settings,
      baseUrl: `${crm.origin}/api/v2`,
    }),
    server: crm,
    idOf,
    taken: async () =>
      crm.taken.map((score) => ({
        leadId: String(score['lead_id']),
        deliveryKey: String(score['idempotency_key']),
      })),
    arrive: async (numbers) => {
      const now = Date.now();
      for (const number of numbers) {
        crm.records.customers.push({
          id: `customer-${number}`,
          updated_at: new Date(now).toISOString(),
          email: emailOf('rest', number),
        });
        crm.records.leads.push(row(number, NEWER, now));
      }
      return [
        ...messagesOf(crm, numbers, (number) => row(number, NEWER, now)),
        ...messagesOf(crm, numbers, (number) => row(number, OLDER, now - 60_000)),
      ];
    },
  };
}

const LEADS_A_MESSAGE = 25;
/** Who a lead is assigned to by its last version, and by the one before. */
export const NEWER = 'Pat Example';
const OLDER = 'Sam Example';

function messagesOf(
  crm: RestCrm,
  numbers: number[],
  recordOf: (number: number) => object,
): Message[] {
  const messages: Message[] = [];
  for (let from = 0; from < numbers.length; from += LEADS_A_MESSAGE) {
    const told = numbers.slice(from, from + LEADS_A_MESSAGE);
    const events = told.map((number) => ({ kind: 'lead', record: recordOf(number) }));
    const body = Buffer.from(JSON.stringify({ events }));
    const headers = { 'content-type': 'application/json', 'x-crm-signature': crm.sign(body) };
    messages.push({ path: '/v1/webhooks/rest/chaos.rest', headers, body });
  }
  return messages;
}

/** @param folder - Where the workers run, and find their drop folder. */
export async function file(folder: string): Promise<Dealer> {
  const [inbox, outbox] = ['inbox', 'outbox'].map((name) => join(folder, 'drop', 'chaos', name));
  if (!inbox || !outbox) throw new Error('unreachable');
  await mkdir(inbox, { recursive: true });
  await mkdir(outbox);
  const idOf = prefixed('row-');
  const { limits: _limits, ...settings } = connection('file', {}, {}).settings;
  return {
    dialect: 'file',
    connection: {
      ...connection('file', {}, {}),
      settings: {
        ...settings,
        inbox: 'chaos/inbox',
        outbox: 'chaos/outbox',
        mapping: {
          lead: { externalId: 'id', arrivedAt: 'at' },
          customer: { email: 'mail' },
          outcome: { default: 'OPEN' },
        },
      },
    },
    idOf,
    taken: () => scoresIn(outbox),
    arrive: async (numbers) => {
      const rows = numbers.map(
        (number) => `${idOf(number)},${arrivedAt(number)},${emailOf('file', number)}`,
      );
      const name = `${String(numbers[0]).padStart(8, '0')}.csv`;
      const partial = join(folder, name);
      await writeFile(partial, `id,at,mail\n${rows.join('\n')}\n`);
      const at = new Date(Date.now() - 60_000);
      await utimes(partial, at, at);
      await rename(partial, join(inbox, name));
      return [];
    },
  };
}

async function scoresIn(outbox: string): Promise<TakenScore[]> {
  const taken: TakenScore[] = [];
  for (const name of (await readdir(outbox)).filter((one) => one.endsWith('.csv'))) {
    const rows = parseCsv(await readFile(join(outbox, name)), { columns: true }) as {
      lead_id: string;
      delivery_key: string;
    }[];
    taken.push(...rows.map((row) => ({ leadId: row.lead_id, deliveryKey: row.delivery_key })));
  }
  return taken;
}

/** Takes prospects that are sent again. */
class AdfDoor extends VendorServer {
  readonly taken: TakenScore[] = [];

  protected isSignIn(): boolean {
    return false;
  }

  protected answer({ headers, body }: VendorRequest): VendorAnswer {
    const [, leadId = ''] = /<id[^>]*>([^<]+)<\/id>/.exec(body) ?? [];
    this.taken.push({ leadId, deliveryKey: String(headers['idempotency-key']) });
    return { status: 200, json: {} };
  }
}

/** Documents posted to us; their senders send each one again. */
export async function adf(apiKey: () => string): Promise<Dealer> {
  const door = await new AdfDoor().start();
  const idOf = prefixed('adf-');
  return {
    dialect: 'adf',
    connection: {
      ...connection('adf', {}, {}),
      settings: { resendUrl: `${door.origin}/adf`, vendorName: 'Lakeside' },
    },
    server: door,
    idOf,
    taken: async () => door.taken,
    arrive: async (numbers) =>
      numbers.map((number) => ({
        path: '/v1/intake/adf?idSource=chaos',
        headers: {
          'content-type': 'application/x-adf+xml',
          authorization: `Bearer ${apiKey()}`,
        },
        body: adfDocumentOf({ source: 'chaos', id: idOf(number), dialect: 'adf', number }),
      })),
  };
}

export const adfDocumentOf = (lead: {
  source: string;
  id: string;
  dialect: string;
  number: number;
}): Buffer =>
  Buffer.from(`<?xml version="1.0"?><?adf version="1.0"?><adf><prospect status="new">
<id source="${lead.source}">${lead.id}</id><requestdate>${arrivedAt(lead.number)}</requestdate>
<vehicle interest="buy" status="used"><year>2021</year><make>Honda</make><model>Civic</model></vehicle>
<customer><contact><name part="full">Ann Example</name><email>${emailOf(lead.dialect, lead.number)}</email></contact></customer>
<vendor><vendorname>Lakeside</vendorname></vendor></prospect></adf>`);
