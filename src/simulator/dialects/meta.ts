import { createHmac } from 'node:crypto';
import { readEvents, type MetaEvent } from './meta-events.js';
import { VendorServer, type VendorAnswer, type VendorRequest } from './vendor-server.js';

export type { MetaEvent } from './meta-events.js';

/** A lead of a form. */
export interface MetaLead extends Record<string, unknown> {
  id: string;
  form_id: string;
  created_time: string;
}

const VERSION = '/v24.0';
const KEPT_S = 90 * 86_400;
const PARAMETERS = new Set('access_token appsecret_proof fields limit after filtering'.split(' '));

/**
 * A page of Meta with lead forms, and a dataset that takes events. Refuses as the Graph API does: with
 * 400 and a code. Leads come newest first, and only the fields that were asked for.
 */
export class MetaGraph extends VendorServer {
  static readonly secrets = {
    pageToken: 'fake-page-token',
    appSecret: 'test_app_secret',
    verifyToken: 'fake-verify-token',
    conversionsToken: 'fake-conversions-token',
  };
  static readonly pageId = '153125381133';
  static readonly datasetId = '700700700700700';

  readonly forms: { id: string; status: string }[] = [{ id: '998877665544332', status: 'ACTIVE' }];
  readonly leads: MetaLead[] = [];
  /** Every event taken; one of a known name and id is taken and not counted again. */
  readonly events: MetaEvent[] = [];
  /** A call with an event of one of these leads is refused whole. */
  readonly chokesOn = new Set<string>();
  /** Percent of the limit used up, and minutes until calls are taken again. */
  usage = { percent: 1, regainMinutes: 0 };
  /** How long nobody may call after too many calls. */
  busyMinutes = 7;
  /** Confirms one event less than it was sent. */
  losesOne = false;
  pageSize = 100;
  /** Places in lists are forgotten after a while. */
  epoch = 0;

  readonly #edges: Record<string, (node: string, request: VendorRequest) => VendorAnswer> = {
    'GET ': (node, { query }) => this.#lead(node, query),
    'GET leadgen_forms': (node, { query }) => this.#formsOf(node, query),
    'GET leads': (node, { query }) => this.#leadsOf(node, query),
    'POST events': (node, { body }) => this.#take(node, body),
  };

  protected isSignIn(): boolean {
    return false;
  }

  protected override tooMany(): VendorAnswer {
    const wait = { ...this.usage, percent: 100, regainMinutes: this.busyMinutes };
    return { ...error(80_005, { headers: usageHeaders(wait) }) };
  }

  protected answer(request: VendorRequest): VendorAnswer {
    const answer = this.#route(request);
    return { ...answer, headers: { ...usageHeaders(this.usage), ...answer.headers } };
  }

  /** What Meta posts when somebody has sent a form: ids alone, here as numbers where that is asked for. */
  message(
    leads: readonly MetaLead[],
    { pageId = MetaGraph.pageId, asNumbers = false } = {},
  ): { body: Buffer; headers: Record<string, string> } {
    const mark = asNumbers ? '' : '"';
    const changes = leads.map(
      ({ id, form_id }) =>
        `{"field":"leadgen","value":{"leadgen_id":${mark}${id}${mark},"page_id":"${pageId}","form_id":"${form_id}"}}`,
    );
    // Every change in an entry of its own: both are lists.
    const entries = changes.map(
      (change) => `{"id":${mark}${pageId}${mark},"time":1773550026,"changes":[${change}]}`,
    );
    const body = Buffer.from(`{"object":"page","entry":[${entries.join()}]}`);
    const proof = createHmac('sha256', MetaGraph.secrets.appSecret).update(body).digest('hex');
    return { body, headers: { 'x-hub-signature-256': `sha256=${proof}` } };
  }

  #route(request: VendorRequest): VendorAnswer {
    const { method, path, query } = request;
    if (!path.startsWith(`${VERSION}/`)) return error(2635);
    if (![...query.keys()].every((name) => PARAMETERS.has(name))) return error(100);
    const [node = '', edge = ''] = path.slice(VERSION.length + 1).split('/');
    const { pageToken, conversionsToken } = MetaGraph.secrets;
    const serve = this.#edges[`${method} ${edge}`];
    if (!isProven(query, edge === 'events' ? conversionsToken : pageToken)) return error(190);
    return serve?.(node, request) ?? error(2500);
  }

  #formsOf(node: string, query: URLSearchParams): VendorAnswer {
    if (node !== MetaGraph.pageId) return gone();
    return this.#page(this.forms, query);
  }

  #leadsOf(formId: string, query: URLSearchParams): VendorAnswer {
    if (!this.forms.some(({ id }) => id === formId)) return gone();
    const since = newerThan(query.get('filtering'));
    if (since === undefined) return error(100);
    const own = this.#kept().filter((lead) => lead.form_id === formId && secondsOf(lead) > since);
    return this.#page(
      own.toSorted((a, b) => secondsOf(b) - secondsOf(a)),
      query,
    );
  }

  #lead(id: string, query: URLSearchParams): VendorAnswer {
    const lead = this.#kept().find((one) => one.id === id);
    return lead ? { status: 200, json: shown(lead, query) } : gone();
  }

  #kept(): MetaLead[] {
    const oldest = this.now() / 1000 - KEPT_S;
    return this.leads.filter((lead) => secondsOf(lead) > oldest);
  }

  #page(rows: readonly { id: string }[], query: URLSearchParams): VendorAnswer {
    const [epoch, place] = (query.get('after') ?? `${this.epoch}.0`).split('.').map(Number);
    if (epoch !== this.epoch || place === undefined) return error(100);
    const limit = Math.min(Number(query.get('limit') ?? 25), this.pageSize);
    const page = rows.slice(place, place + limit);
    const end = place + page.length;
    const after = `${this.epoch}.${end}`;
    const next = `https://graph.facebook.com/next?access_token=${MetaGraph.secrets.pageToken}&after=${after}`;
    const paging = { cursors: { before: '0', after }, ...(end < rows.length && { next }) };
    return { status: 200, json: { data: page.map((row) => shown(row, query)), paging } };
  }

  #take(node: string, body: string): VendorAnswer {
    if (node !== MetaGraph.datasetId) return gone();
    const events = readEvents(body, this.now() / 1000);
    if ('wrong' in events) return error(100, { subcode: 2_804_003 });
    const ids = events.map(({ user_data }) => user_data.lead_id.slice(1));
    if (ids.some((id) => this.chokesOn.has(id))) return error(100, { subcode: 2_804_019 });
    for (const [at, event] of events.entries()) {
      const isKnown = this.events.some(
        (one) => one.event_id === event.event_id && one.event_name === event.event_name,
      );
      const user_data = { ...event.user_data, lead_id: ids[at] ?? '' };
      if (!isKnown) this.events.push({ ...event, user_data });
    }
    const received = events.length - (this.losesOne ? 1 : 0);
    return { status: 200, json: { events_received: received, messages: [], fbtrace_id: 'AbC' } };
  }
}

function isProven(query: URLSearchParams, token: string): boolean {
  const proof = createHmac('sha256', MetaGraph.secrets.appSecret).update(token).digest('hex');
  return query.get('access_token') === token && query.get('appsecret_proof') === proof;
}

const secondsOf = ({ created_time }: MetaLead): number => Date.parse(created_time) / 1000;

/** Nothing that was not asked for. */
function shown(row: Record<string, unknown>, query: URLSearchParams): Record<string, unknown> {
  const fields = new Set((query.get('fields') ?? 'id,created_time,field_data').split(','));
  return Object.fromEntries(Object.entries(row).filter(([name]) => fields.has(name)));
}

/** Epoch seconds; 0 without a filter, undefined where it is none that Meta knows. */
function newerThan(filtering: string | null): number | undefined {
  if (filtering === null) return 0;
  const [{ field, operator, value }] = JSON.parse(filtering) as [Record<string, unknown>];
  const isKnown = field === 'time_created' && operator === 'GREATER_THAN';
  return isKnown && Number.isInteger(value) ? Number(value) : undefined;
}

const usageHeaders = ({ percent, regainMinutes }: MetaGraph['usage']): Record<string, string> => ({
  'x-app-usage': JSON.stringify({ call_count: percent, total_time: 1, total_cputime: 1 }),
  'x-business-use-case-usage': JSON.stringify({
    [MetaGraph.pageId]: [
      { type: 'leadgen', call_count: percent, estimated_time_to_regain_access: regainMinutes },
    ],
  }),
});

const gone = (): VendorAnswer => error(100, { subcode: 33 });

const error = (
  code: number,
  { subcode, headers }: { subcode?: number; headers?: Record<string, string> } = {},
): VendorAnswer => ({
  status: 400,
  json: {
    error: {
      message: `(#${code}) for ann@example.com`,
      type: 'OAuthException',
      code,
      ...(subcode !== undefined && { error_subcode: subcode }),
      fbtrace_id: 'AbCdEf123',
    },
  },
  ...(headers && { headers }),
});
