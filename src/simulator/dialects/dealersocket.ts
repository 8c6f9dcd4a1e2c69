import { createHmac, timingSafeEqual } from 'node:crypto';
import { VendorServer, type VendorAnswer, type VendorRequest } from './vendor-server.js';

/** DealerSocket's door for sales leads on loopback: strict about signature, media type and document. */
export class DealerSocketApi extends VendorServer {
  readonly publicKey = 'pub-of-the-tests';
  readonly secretKey = 'a signing key of the tests';
  readonly dealerNumber = '372_32';
  /** Priority and comments by lead. */
  readonly leads = new Map<string, { priority?: number; comments?: string }>();
  readonly #refusals = new Map<string, 'for good' | 'for now'>();

  refuse(id: string, how: 'for good' | 'for now' | 'no longer'): void {
    if (how === 'no longer') this.#refusals.delete(id);
    else this.#refusals.set(id, how);
  }

  protected isSignIn(): boolean {
    return false;
  }

  protected answer(request: VendorRequest): VendorAnswer {
    const { method, path, headers, body } = request;
    if (method !== 'POST' || path !== '/api/DealerSocket/eventsales') return { status: 404 };
    if (!this.#signed(headers['authentication'], body)) return { status: 401, text: '' };
    if (headers['content-type'] !== 'application/xml') return { status: 415, text: '' };
    if (!body.includes('<ProcessSalesLead xmlns="http://www.starstandard.org/STAR/5">'))
      return told('XML_PARSE');
    if (!body.includes(`<DealerNumberID>${this.dealerNumber}</DealerNumberID>`))
      return told('DEALER_NUMBER');
    return this.#update(body);
  }

  #update(body: string): VendorAnswer {
    const id = valueOf(body, 'DocumentID');
    const lead = this.leads.get(id);
    const priority = Number(valueOf(body, 'PriorityRankingNumeric'));
    if (this.#refusals.get(id) === 'for now') return { status: 503, text: '' };
    if (!lead || this.#refusals.has(id)) return told('SAVE_DATA');
    if (![1, 2, 3].includes(priority)) return told('PRIORITY');
    Object.assign(lead, { priority, comments: valueOf(body, 'LeadComments') });
    return told();
  }

  #signed(header: string | string[] | undefined, body: string): boolean {
    const digest = createHmac('sha256', this.secretKey).update(body).digest('base64');
    const expected = Buffer.from(`${this.publicKey}:${digest}`);
    const shown = Buffer.from(String(header ?? ''));
    return shown.length === expected.length && timingSafeEqual(shown, expected);
  }
}

const valueOf = (body: string, name: string): string =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(body)?.[1] ?? '';

/** 200 either way, as the vendor does; the message names people. */
const told = (code?: string): VendorAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  text: code
    ? `<Response xmlns="http://www.dealersocket.com"><Success>false</Success><ErrorCode>${code}</ErrorCode><ErrorMessage>invalid username: Ann Example</ErrorMessage></Response>`
    : '<Response xmlns="http://www.dealersocket.com"><Success>true</Success></Response>',
});
