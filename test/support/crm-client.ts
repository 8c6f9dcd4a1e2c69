import type { CrmRecord, PullAnswer, RecordKind, Rooftop } from '#simulator';

/** A plain reader of the simulated CRM: no retries, no cleverness. */
export class CrmClient {
  #token = '';

  constructor(
    private readonly url: string,
    private readonly rooftop: Rooftop,
  ) {}

  async signIn(): Promise<void> {
    const answer = await fetch(`${this.url}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: this.rooftop.clientId,
        client_secret: this.rooftop.clientSecret,
      }).toString(),
    });
    this.#token = ((await answer.json()) as { access_token: string }).access_token;
  }

  get(path: string): Promise<Response> {
    return fetch(this.url + path, { headers: { authorization: `Bearer ${this.#token}` } });
  }

  post(path: string, body: string, type = 'application/json'): Promise<Response> {
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': type };
    return fetch(this.url + path, { method: 'POST', headers, body });
  }

  async page(kind: RecordKind, query: Record<string, string>): Promise<PullAnswer> {
    const answer = await this.get(`/api/v2/${kind}?${new URLSearchParams(query).toString()}`);
    if (answer.status !== 200) throw new Error(`HTTP ${answer.status}`);
    return (await answer.json()) as PullAnswer;
  }

  /** All pages; `between` runs between two of them. */
  async all(
    kind: RecordKind,
    query: Record<string, string>,
    between?: () => void,
  ): Promise<CrmRecord[]> {
    const records: CrmRecord[] = [];
    let token: string | null = null;
    do {
      // oxlint-disable-next-line no-await-in-loop -- each page names the next
      const page: PullAnswer = await this.page(
        kind,
        token ? { ...query, page_token: token } : query,
      );
      records.push(...page.items);
      token = page.next_page_token;
      if (token) between?.();
    } while (token);
    return records;
  }
}
