import type { Clock } from '#platform';
import { CrmProtocolError } from '../crm.errors.js';
import { CallPace } from '../http/call-pace.js';
import { clocksOf, type Clocks } from '../http/clocks.js';
import { CrmClient } from '../http/crm-client.js';
import type { CrmAnswer, CrmHttp } from '../http/crm-http.js';
import type { CrmVitals } from '../http/crm-vitals.js';
import { OAuthTokens } from '../http/oauth-tokens.js';
import { isPlainObject } from '../settings-reading.js';
import type { DynamicsSettings } from './dynamics-settings.js';

export type Row = Record<string, unknown>;

export interface ChangePage {
  rows: Row[];
  /** Where to go on: with more of this run, or with what changes from now on. Always below {@link DATA}. */
  link: string;
  isLast: boolean;
  clocks: Clocks;
}

export const DATA = '/api/data/v9.2/';
/** What one user may call of one server within five minutes; the rest is left to others. */
const CALLS = [{ calls: 5400, perMs: 300_000 }];
const PAGE = 500;
const ODATA = { 'odata-version': '4.0', 'odata-maxversion': '4.0' };
/** Labels for people, and which table a lookup leads to. */
const ANNOTATIONS =
  'odata.include-annotations="OData.Community.Display.V1.FormattedValue,Microsoft.Dynamics.CRM.lookuplogicalname"';

/** The Dataverse Web API of one environment, within its service protection limits. */
export class DynamicsClient {
  readonly #rest: CrmClient;

  constructor(
    settings: DynamicsSettings,
    http: CrmHttp,
    private readonly clock: Clock,
  ) {
    const { baseUrl, tokenUrl, limits, clientId, clientSecret } = settings;
    const form = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: `${baseUrl.origin}/.default`,
    };
    const tokens = new OAuthTokens({ tokenUrl, form }, http, limits, clock);
    this.#rest = new CrmClient(http, new URL(baseUrl.origin), limits, tokens, {
      pace: new CallPace(CALLS, clock),
    });
  }

  /** As the newest answers told. */
  get vitals(): CrmVitals {
    return this.#rest.vitals;
  }

  signIn(): Promise<void> {
    return this.#rest.signIn();
  }

  /** @param link - As a page before gave it; null reads everything and then its changes. */
  async changes(
    table: string,
    columns: readonly string[],
    link: string | null,
  ): Promise<ChangePage> {
    const prefer = `odata.track-changes,odata.maxpagesize=${PAGE},${ANNOTATIONS}`;
    const url =
      link === null
        ? this.#rest.url(`${DATA}${table}`, { $select: columns.join() })
        : this.#followed(link);
    const answer = await this.#get(url, { prefer });
    const { '@odata.nextLink': next, '@odata.deltaLink': delta } = objectOf(answer.json);
    const onward = next ?? delta;
    if (typeof onward !== 'string') {
      const fix = 'Turn on "Track changes" for the table.';
      throw new CrmProtocolError(`Dynamics answered ${table} without a delta link. ${fix}`);
    }
    return {
      rows: rowsOf(answer.json, table),
      link: this.#kept(onward),
      isLast: next === undefined,
      clocks: clocksOf(answer, this.clock),
    };
  }

  /** Rows that hold one of these values; at most some dozens, or the address grows too long. */
  async where(
    table: string,
    columns: readonly string[],
    column: string,
    ids: readonly string[],
  ): Promise<Row[]> {
    const $filter = ids.map((id) => `${column} eq ${id}`).join(' or ');
    const url = this.#rest.url(`${DATA}${table}`, { $select: columns.join(), $filter });
    return rowsOf((await this.#get(url, { prefer: ANNOTATIONS })).json, table);
  }

  /** @param row - Such as `leads(00q…)`. @returns undefined where there is none. */
  async one(row: string, columns: readonly string[]): Promise<Row | undefined> {
    const url = this.#rest.url(`${DATA}${row}`, { $select: columns.join() });
    const { status, json } = await this.#rest.send({
      method: 'GET',
      url,
      headers: ODATA,
      alsoGood: [404],
    });
    return status === 404 ? undefined : objectOf(json);
  }

  /** Shows that a table has these columns. */
  async top(table: string, columns: readonly string[]): Promise<void> {
    const url = this.#rest.url(`${DATA}${table}`, { $select: columns.join(), $top: '1' });
    await this.#get(url, {});
  }

  /** @param ifMatch - The row's version, or `*`: without it a row that is gone would be created. */
  async update(row: string, values: Row, ifMatch: string): Promise<{ isStale: boolean }> {
    const { status } = await this.#rest.send({
      method: 'PATCH',
      url: this.#rest.url(`${DATA}${row}`),
      headers: { ...ODATA, 'if-match': ifMatch },
      json: values,
      alsoGood: [412],
    });
    return { isStale: status === 412 };
  }

  /** 412: somebody else made it meanwhile. */
  async create(table: string, values: Row): Promise<{ isStale: boolean }> {
    const { status } = await this.#rest.send({
      method: 'POST',
      url: this.#rest.url(`${DATA}${table}`),
      headers: ODATA,
      json: values,
      alsoGood: [412],
    });
    return { isStale: status === 412 };
  }

  #get(url: URL, headers: Record<string, string>): Promise<CrmAnswer> {
    return this.#rest.send({ method: 'GET', url, headers: { ...ODATA, ...headers } });
  }

  /** The answer names whole addresses; only this environment's own data are followed. */
  #kept(onward: string): string {
    const { pathname, search } = this.#own(onward);
    return `${pathname.slice(DATA.length)}${search}`;
  }

  #followed(link: string): URL {
    return this.#own(`${this.#rest.origin}${DATA}${link}`);
  }

  #own(address: string): URL {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url?.origin === this.#rest.origin && url.pathname.startsWith(DATA)) return url;
    throw new CrmProtocolError('Dynamics names a next page outside of its own environment.');
  }
}

const objectOf = (json: unknown): Row => (isPlainObject(json) ? json : {});

function rowsOf(json: unknown, table: string): Row[] {
  const { value } = objectOf(json);
  if (Array.isArray(value)) return value.filter(isPlainObject);
  throw new CrmProtocolError(`Dynamics answered ${table} without value.`);
}
