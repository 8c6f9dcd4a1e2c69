import { createHmac } from 'node:crypto';
import type { Clock } from '#platform';
import { CrmProtocolError } from '../crm.errors.js';
import { CallPace } from '../http/call-pace.js';
import { clocksOf, type Clocks } from '../http/clocks.js';
import { CrmClient } from '../http/crm-client.js';
import { fixedCredentials } from '../http/credentials.js';
import type { CrmAnswer, CrmHttp } from '../http/crm-http.js';
import type { CrmVitals } from '../http/crm-vitals.js';
import { isPlainObject } from '../settings-reading.js';
import { readGraphRefusal, saysGone } from './meta-refusals.js';
import type { Conversions, MetaSettings } from './meta-settings.js';
import { usageIn, type Usage } from './meta-usage.js';

export type GraphLead = Record<string, unknown> & { id: string };

export interface LeadPage {
  leads: GraphLead[];
  /** Null on the last page. */
  after: string | null;
  clocks: Clocks;
}

/** What is not asked for is left out without a word. */
const LEAD_FIELDS =
  'id,created_time,ad_id,ad_name,adset_id,adset_name,campaign_id,campaign_name,form_id,is_organic,' +
  'platform,partner_name,retailer_item_id,vehicle,field_data,custom_disclaimer_responses';
const PAGE = '100';
/** Beyond what we allow ourselves, calls wait so long for the counters to fall. */
const PAUSE_MS = 5 * 60_000;

/** The Graph API as one page's token sees it, within Meta's limits. */
export class MetaClient {
  /** As the newest answer told. */
  usage: Usage = {};
  readonly #rest: CrmClient;
  readonly #pace: CallPace;

  constructor(
    private readonly settings: MetaSettings,
    http: CrmHttp,
    private readonly clock: Clock,
  ) {
    this.#pace = new CallPace([], clock);
    this.#rest = new CrmClient(http, settings.baseUrl, settings.limits, fixedCredentials({}), {
      pace: this.#pace,
      readRefusal: readGraphRefusal,
      onAnswer: (answer) => this.#heed(answer),
    });
  }

  /** As the newest answers told; the limit in hundredths, for Meta counts what it does not say. */
  get vitals(): CrmVitals {
    const { percent, waitMs } = this.usage;
    if (percent === undefined) return this.#rest.vitals;
    const resetsAt = waitMs === undefined ? undefined : this.clock.now().getTime() + waitMs;
    const budget = {
      left: Math.max(0, 100 - percent),
      of: 100,
      ...(resetsAt !== undefined && { resetsAt }),
    };
    return { ...this.#rest.vitals, budget };
  }

  /** Forms of the page, drafts left out. */
  async formIds(): Promise<string[]> {
    const ids: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const { pageId } = this.settings;
      const query = { fields: 'id,status', limit: PAGE, ...(after !== '' && { after }) };
      // Each page names the next.
      // oxlint-disable-next-line no-await-in-loop -- see above
      const { json } = await this.#get(`${pageId}/leadgen_forms`, query);
      const forms = rowsIn(json, 'leadgen_forms').filter(({ status }) => status !== 'DRAFT');
      ids.push(...forms.map(({ id }) => id));
      after = afterIn(json);
    }
    return ids;
  }

  /** @param since - Leads created later than that, epoch ms; null asks for all that Meta still has. */
  async leads(formId: string, since: number | null, after: string | null): Promise<LeadPage> {
    const value = Math.floor((since ?? 0) / 1000);
    const filtering = JSON.stringify([{ field: 'time_created', operator: 'GREATER_THAN', value }]);
    const answer = await this.#get(`${formId}/leads`, {
      fields: LEAD_FIELDS,
      limit: PAGE,
      ...(since !== null && { filtering }),
      ...(after !== null && { after }),
    });
    return {
      leads: rowsIn(answer.json, 'leads'),
      after: afterIn(answer.json),
      clocks: clocksOf(answer, this.clock),
    };
  }

  /** Undefined where the lead is gone: Meta keeps it for some 90 days. */
  async lead(id: string): Promise<GraphLead | undefined> {
    const answer = await this.#get(id, { fields: LEAD_FIELDS }, [400]);
    if (answer.status !== 400) return rowsIn({ data: [answer.json] }, 'a lead')[0];
    if (saysGone(answer)) return undefined;
    const where = `GET ${this.#rest.origin}, a lead by its id,`;
    throw readGraphRefusal(answer, where) ?? new CrmProtocolError(`${where} was refused.`);
  }

  /** A token proves itself by its first answer. */
  async signIn(): Promise<void> {
    await this.#get(`${this.settings.pageId}/leadgen_forms`, { fields: 'id', limit: '1' });
  }

  async postEvents({ datasetId, token }: Conversions, body: unknown): Promise<unknown> {
    const url = this.#url(`${datasetId}/events`, {}, token);
    const { json } = await this.#rest.send({ method: 'POST', url, json: body });
    return json;
  }

  #get(path: string, query: Record<string, string>, alsoGood: number[] = []): Promise<CrmAnswer> {
    const url = this.#url(path, query, this.settings.pageToken);
    return this.#rest.send({ method: 'GET', url, alsoGood });
  }

  /** The proof shows that whoever holds the token holds the app's secret too. */
  #url(path: string, query: Record<string, string>, token: string): URL {
    const proof = createHmac('sha256', this.settings.appSecret).update(token).digest('hex');
    const shown = { ...query, access_token: token, appsecret_proof: proof };
    return this.#rest.url(`${this.settings.graphVersion}/${path}`, shown);
  }

  #heed({ header }: CrmAnswer): void {
    const usage = usageIn(header);
    if (usage.percent === undefined) return;
    this.usage = usage;
    const isFull = usage.percent >= this.settings.usageKept;
    const waitMs = usage.waitMs ?? (isFull ? PAUSE_MS : 0);
    if (waitMs > 0) this.#pace.pauseUntil(this.clock.now().getTime() + waitMs);
  }
}

function rowsIn(json: unknown, what: string): GraphLead[] {
  const data = isPlainObject(json) ? json['data'] : undefined;
  if (!Array.isArray(data)) throw new CrmProtocolError(`Meta answered ${what} without data.`);
  return data.filter(isPlainObject).map((row) => ({ ...row, id: String(row['id']) }));
}

/** The address of the next page holds the token, so only its place is kept. */
function afterIn(json: unknown): string | null {
  const paging = isPlainObject(json) ? json['paging'] : undefined;
  if (!isPlainObject(paging) || paging['next'] === undefined) return null;
  const { after } = isPlainObject(paging['cursors']) ? paging['cursors'] : {};
  return typeof after === 'string' && after !== '' ? after : null;
}
