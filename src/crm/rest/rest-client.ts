import { CrmAuthError } from '../crm.errors.js';
import type { AnswerLimits, CrmAnswer, CrmHttp, CrmRequest } from '../http/crm-http.js';
import type { RestCredentials } from './rest-credentials.js';

export interface RestCall {
  method: CrmRequest['method'];
  url: URL;
  json?: unknown;
  headers?: Record<string, string>;
}

/** Requests below one base address, signed in; a refused token is renewed once. */
export class RestClient {
  constructor(
    private readonly http: CrmHttp,
    private readonly baseUrl: URL,
    private readonly limits: AnswerLimits,
    private readonly credentials: RestCredentials,
  ) {}

  /** `path` below the base address, with query parameters. */
  url(path: string, query: Record<string, string> = {}): URL {
    const base = this.baseUrl.href.replace(/[/]+$/, '');
    const url = new URL(`${base}/${path.replace(/^[/]+/, '')}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  get origin(): string {
    return this.baseUrl.origin;
  }

  async signIn(): Promise<void> {
    await this.credentials.headers();
  }

  async send(call: RestCall): Promise<CrmAnswer> {
    const proof = await this.credentials.headers();
    try {
      return await this.#attempt(call, proof);
    } catch (error) {
      const renewable = error instanceof CrmAuthError && error.status === 401;
      if (!renewable || !this.credentials.renew(proof)) throw error;
    }
    return this.#attempt(call, await this.credentials.headers());
  }

  async #attempt(call: RestCall, proof: Record<string, string>): Promise<CrmAnswer> {
    const json = call.json === undefined ? undefined : JSON.stringify(call.json);
    return this.http.send({
      method: call.method,
      url: call.url,
      headers: {
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...call.headers,
        ...proof,
      },
      ...(json !== undefined && { body: json }),
      limits: this.limits,
    });
  }
}
