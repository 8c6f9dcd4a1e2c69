import type { Clock } from '#platform';
import { CrmProtocolError } from '../crm.errors.js';
import { CallPace } from '../http/call-pace.js';
import { CrmClient } from '../http/crm-client.js';
import type { CrmHttp } from '../http/crm-http.js';
import type { CrmVitals } from '../http/crm-vitals.js';
import { OAuthTokens } from '../http/oauth-tokens.js';
import { tooManyWithoutWait } from '../http/too-many.js';
import { isPlainObject } from '../settings-reading.js';
import type { VinSolutionsSettings } from './vinsolutions-settings.js';

/** The vendor publishes no limits; this is what asks little enough of anybody. */
const PAUSE_MS = 60_000;
const PAGE_SIZE = 50;
/** Where references may lead; an answer does not send us anywhere else. */
const REFERRED = /^\/(?:contacts|vehicles|leadSources|leads|gateway\/v1)\//;

export interface LeadsPage {
  leads: Record<string, unknown>[];
  isLast: boolean;
}

/** Signed in for one dealer; each resource in its own media type. */
export class VinSolutionsClient {
  readonly #rest: CrmClient;
  readonly #dealer: Record<string, string>;

  constructor(
    private readonly settings: VinSolutionsSettings,
    http: CrmHttp,
    clock: Clock,
  ) {
    const { baseUrl, tokenUrl, clientId, clientSecret, apiKey, limits } = settings;
    const form = {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      scope: 'PublicAPI',
    };
    const grant = { tokenUrl, form, beside: { api_key: apiKey } };
    const pace = new CallPace([{ calls: settings.callsPerSecond, perMs: 1000 }], clock);
    this.#dealer = { dealerId: settings.dealerId, userId: settings.userId };
    this.#rest = new CrmClient(http, baseUrl, limits, new OAuthTokens(grant, http, limits, clock), {
      pace,
      readRefusal: tooManyWithoutWait(PAUSE_MS),
    });
  }

  /** As the newest answers told. */
  get vitals(): CrmVitals {
    return this.#rest.vitals;
  }

  signIn(): Promise<void> {
    return this.#rest.signIn();
  }

  /** @param page - From 1. */
  async leads(page: number): Promise<LeadsPage> {
    const json = await this.#get(
      this.#rest.url('/leads', {
        ...this.#dealer,
        limit: String(PAGE_SIZE),
        pageNumber: String(page),
      }),
    );
    const { items, results, pageCount } = isPlainObject(json) ? json : {};
    const leads = items ?? results;
    if (!Array.isArray(leads)) {
      throw new CrmProtocolError('VinSolutions answered leads without items.');
    }
    const isLast = typeof pageCount === 'number' ? page >= pageCount : leads.length === 0;
    return { leads: leads.filter(isPlainObject), isLast };
  }

  /** Undefined where there is none of this id. */
  async lead(id: string): Promise<Record<string, unknown> | undefined> {
    const json = await this.#get(this.#rest.url(leadPath(id), this.#dealer));
    return isPlainObject(json) ? json : undefined;
  }

  async update(id: string, change: Record<string, unknown>): Promise<void> {
    const url = this.#rest.url(leadPath(id));
    const mediaType = this.#mediaType(url);
    const headers = { accept: mediaType, 'content-type': mediaType };
    await this.#rest.send({ method: 'PUT', url, headers, json: change });
  }

  /**
   * What a reference leads to, at the configured host: those of the sandbox name the host of production.
   *
   * @returns undefined where there is nothing any more.
   */
  async referred(href: string): Promise<Record<string, unknown> | undefined> {
    const named = URL.canParse(href, this.settings.baseUrl.href)
      ? new URL(href, this.settings.baseUrl)
      : undefined;
    if (!named || !REFERRED.test(named.pathname)) return undefined;
    // Contacts are shown to a user; references leave it out, and write parameters in lower case.
    const asked = Object.fromEntries(
      [...named.searchParams].map(([name, value]) => [name.toLowerCase(), value]),
    );
    const { dealerId, userId } = this.settings;
    const query = { dealerid: dealerId, userid: userId, ...asked };
    const json = await this.#get(this.#rest.url(named.pathname, query));
    return isPlainObject(json) ? json : undefined;
  }

  async #get(url: URL): Promise<unknown> {
    const headers = { accept: this.#mediaType(url) };
    const answer = await this.#rest.send({ method: 'GET', url, headers, alsoGood: [404] });
    if (answer.status === 404 && url.pathname.endsWith('/leads')) {
      throw new CrmProtocolError('VinSolutions knows no such dealer: check dealerId and userId.');
    }
    return answer.status === 404 ? undefined : answer.json;
  }

  #mediaType({ pathname }: URL): string {
    if (/\/gateway\/v1\//.test(pathname)) return 'application/json';
    const version = /\/leads(?:\/|$)/.test(pathname) ? this.settings.leadsVersion : 1;
    return `application/vnd.coxauto.v${version}+json`;
  }
}

const leadPath = (id: string): string => `/leads/id/${encodeURIComponent(id)}`;
