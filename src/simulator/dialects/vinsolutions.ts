import {
  VendorServer,
  shownToken,
  type VendorAnswer,
  type VendorRequest,
} from './vendor-server.js';

export interface VinSolutionsLead {
  leadId: number | string;
  leadStatus: string;
  isHot?: boolean;
  notes?: string;
  [field: string]: unknown;
}

/** References name this host, wherever they are asked for. */
const NAMED_HOST = 'https://api.vinsolutions.com';
const LEADS_TYPE = 'application/vnd.coxauto.v3+json';
const OTHER_TYPE = 'application/vnd.coxauto.v1+json';
const UPDATABLE = new Set(['isHot', 'notes']);

/** VinSolutions of one dealer: a key beside the token, a media type for each resource, references to elsewhere. */
export class VinSolutionsDealer extends VendorServer {
  static readonly secrets = {
    clientId: 'vin-client',
    clientSecret: 'fake-vin-secret',
    apiKey: 'fake-vin-api-key',
  };
  static readonly dealerId = '2002';
  static readonly userId = '1001';

  readonly leads: VinSolutionsLead[] = [];
  /** By path, such as `/contacts/id/501`. */
  readonly referred = new Map<string, unknown>();
  /** Leads whose update fails, with the status. */
  readonly refuses = new Map<string, number>();
  pageSize = 25;

  static href(path: string): string {
    return `${NAMED_HOST}${path}?dealerid=${VinSolutionsDealer.dealerId}`;
  }

  get tokenUrl(): string {
    return `${this.origin}/connect/token`;
  }

  protected isSignIn({ path }: VendorRequest): boolean {
    return path === '/connect/token';
  }

  protected answer(request: VendorRequest): VendorAnswer {
    if (this.isSignIn(request)) return this.#token(request);
    const { headers, path } = request;
    if (!this.isToken(shownToken(request))) return refusal(401, 'Unauthorized');
    if (headers['api_key'] !== VinSolutionsDealer.secrets.apiKey) return refusal(403, 'Forbidden');
    const mediaType = path.startsWith('/leads') ? LEADS_TYPE : OTHER_TYPE;
    const types = [headers.accept, headers['content-type'] ?? mediaType];
    return types.every((type) => type === mediaType)
      ? this.#route(request)
      : refusal(400, 'UnsupportedApiVersion');
  }

  #token({ body }: VendorRequest): VendorAnswer {
    const form = Object.fromEntries(new URLSearchParams(body));
    const { clientId, clientSecret } = VinSolutionsDealer.secrets;
    const good =
      form['grant_type'] === 'client_credentials' &&
      form['client_id'] === clientId &&
      form['client_secret'] === clientSecret &&
      form['scope'] === 'PublicAPI';
    if (!good) return refusal(400, 'invalid_client');
    return {
      status: 200,
      json: { access_token: this.issueToken(), token_type: 'Bearer', expires_in: 3600 },
    };
  }

  #route(request: VendorRequest): VendorAnswer {
    const { method, path, query } = request;
    const id = /^\/leads\/id\/(.+)$/.exec(path)?.[1];
    const lead = this.leads.find(({ leadId }) => String(leadId) === id);
    if (method === 'PUT' && id !== undefined) return this.#update(id, lead, request.body);
    if (method !== 'GET') return refusal(405, 'MethodNotAllowed');
    if (path === '/leads' || id !== undefined) {
      if (!isOurs(query.get('dealerId'), query.get('userId'))) return refusal(403, 'Forbidden');
      return id === undefined ? this.#page(query) : found(lead);
    }
    if (!isOurs(query.get('dealerid'), query.get('userid'))) return refusal(403, 'Forbidden');
    return found(this.referred.get(path));
  }

  #page(query: URLSearchParams): VendorAnswer {
    const pageNumber = Number(query.get('pageNumber'));
    const pageSize = Math.min(Number(query.get('limit')), this.pageSize);
    if (!(pageNumber >= 1) || !(pageSize >= 1)) return refusal(400, 'BadRequest');
    const items = this.leads.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
    const pageCount = Math.ceil(this.leads.length / pageSize);
    return {
      status: 200,
      json: { items, totalItems: this.leads.length, pageSize, pageNumber, pageCount },
    };
  }

  #update(id: string, lead: VinSolutionsLead | undefined, body: string): VendorAnswer {
    const refused = this.refuses.get(id);
    if (refused !== undefined) return refusal(refused, 'for ann@example.com');
    if (!lead) return refusal(404, 'NotFound');
    const change = JSON.parse(body) as Record<string, unknown>;
    const isGood =
      typeof change['isHot'] === 'boolean' &&
      Object.keys(change).every((field) => UPDATABLE.has(field));
    if (!isGood) return refusal(400, 'BadRequest');
    Object.assign(lead, change);
    return { status: 200, json: {} };
  }
}

const isOurs = (dealerId: string | null, userId: string | null): boolean =>
  dealerId === VinSolutionsDealer.dealerId && userId === VinSolutionsDealer.userId;

const found = (json: unknown): VendorAnswer =>
  json === undefined ? refusal(404, 'NotFound') : { status: 200, json };

const refusal = (status: number, code: string): VendorAnswer => ({
  status,
  json: { code, message: code },
});
