import { CrmAuthError } from '../crm.errors.js';
import type { CallPace } from './call-pace.js';
import type { Credentials } from './credentials.js';
import type { AnswerLimits, CrmAnswer, CrmHttp, CrmRequest } from './crm-http.js';
import { type BudgetHeaders, type CrmVitals, readVitals } from './crm-vitals.js';

export interface CrmCall {
  method: CrmRequest['method'];
  url: URL;
  json?: unknown;
  headers?: Record<string, string>;
  /** Statuses that are an answer here, and no refusal: 304, or 404 for what may be gone. */
  alsoGood?: readonly number[];
}

/** What is particular to one vendor's way of answering. */
export interface VendorWays {
  /** Sent with every request. */
  headers?: Record<string, string>;
  /** Headers that tell what is left of a limit, beside those that are known. */
  budget?: BudgetHeaders;
  /** Calls within the vendor's limits. */
  pace?: CallPace;
  /** The vendor's own reading of a refusal; undefined leaves it to the status alone. */
  readRefusal?: CrmRequest['readRefusal'];
  /** Hears every answer: its headers may tell what is left of a limit. */
  onAnswer?: (answer: CrmAnswer) => void;
}

/**
 * A new token may die before its first use: several of our processes sign in as one client, and some
 * systems end the older token with every grant. Refused this often, it is no such accident.
 */
const MOST_RENEWALS = 3;

/** Requests below one base address, signed in; a refused token is renewed. */
export class CrmClient {
  #vitals: CrmVitals = {};

  constructor(
    private readonly http: CrmHttp,
    private readonly baseUrl: URL,
    private readonly limits: AnswerLimits,
    private readonly credentials: Credentials,
    private readonly ways: VendorWays = {},
  ) {}

  /** `path` below the base address, with query parameters. */
  url(path: string, query: Record<string, string> = {}): URL {
    const base = this.baseUrl.href.replace(/[/]+$/, '');
    const url = new URL(`${base}/${path.replace(/^[/]+/, '')}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  /** As the newest answers told. */
  get vitals(): CrmVitals {
    return this.#vitals;
  }

  get origin(): string {
    return this.baseUrl.origin;
  }

  /** Names of the query parameters that prove who we are. */
  get provenBy(): string[] {
    return Object.keys(this.credentials.query ?? {});
  }

  async signIn(): Promise<void> {
    await this.credentials.headers();
  }

  /** @throws as {@link CrmHttp.send}; CrmAuthError where new tokens are refused as well. */
  async send(call: CrmCall): Promise<CrmAnswer> {
    for (let renewals = 0; ; renewals += 1) {
      const proof = await this.credentials.headers();
      try {
        return await this.#attempt(call, proof);
      } catch (error) {
        const renewable = error instanceof CrmAuthError && error.status === 401;
        if (!renewable || renewals === MOST_RENEWALS || !this.credentials.renew(proof)) throw error;
      }
    }
  }

  async #attempt(call: CrmCall, proof: Record<string, string>): Promise<CrmAnswer> {
    const json = call.json === undefined ? undefined : JSON.stringify(call.json);
    const { pace, onAnswer } = this.ways;
    const readRefusal: CrmRequest['readRefusal'] = (refusal, where) => {
      this.#heed(refusal);
      return this.ways.readRefusal?.(refusal, where);
    };
    await pace?.turn();
    const answer = await this.http.send({
      method: call.method,
      url: this.#proven(call.url),
      headers: {
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...this.ways.headers,
        ...call.headers,
        ...proof,
      },
      ...(json !== undefined && { body: json }),
      readRefusal,
      ...(call.alsoGood && { alsoGood: call.alsoGood }),
      limits: this.limits,
    });
    this.#heed(answer);
    onAnswer?.(answer);
    return answer;
  }

  #proven(url: URL): URL {
    const { query } = this.credentials;
    if (!query) return url;
    const proven = new URL(url);
    for (const [name, value] of Object.entries(query)) proven.searchParams.set(name, value);
    return proven;
  }

  #heed({ header }: CrmAnswer): void {
    this.#vitals = { ...this.#vitals, ...readVitals(header, this.http.now(), this.ways.budget) };
  }
}
