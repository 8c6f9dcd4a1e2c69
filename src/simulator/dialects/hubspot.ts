import { VendorServer, type VendorAnswer, type VendorRequest } from './vendor-server.js';

export interface HubSpotRow {
  id: string;
  properties: Record<string, string | null>;
}

const TYPES = ['contacts', 'deals', 'calls', 'emails', 'meetings'] as const;
type ObjectType = (typeof TYPES)[number];

const SCORE_PROPERTIES = new Set(['lead_likelihood', 'lead_band', 'lead_reason']);
/** No search leads further. */
const MOST_RESULTS = 10_000;

interface Search {
  filterGroups: { filters: Filter[] }[];
  sorts: unknown[];
  properties: string[];
  limit: number;
  after: string;
}

interface Filter {
  propertyName: string;
  operator: string;
  value?: string;
  values?: string[];
}

/** A portal of HubSpot: search with its cap, associations, batches that fail in part with 207. */
export class HubSpotPortal extends VendorServer {
  static readonly secrets = { token: 'fake-hubspot-token', clientSecret: 'test_client_secret' };

  readonly rows: Record<ObjectType, HubSpotRow[]> = {
    contacts: [],
    deals: [],
    calls: [],
    emails: [],
    meetings: [],
  };
  /** `deals:12` to the contacts it belongs to; read in both directions. */
  readonly associations: [from: string, to: string][] = [];
  readonly scores = new Map<string, Record<string, string>>();
  /** Contacts whose update fails, with the vendor's category. */
  readonly refuses = new Map<string, string>();
  /** A batch with one of these is refused whole. */
  readonly chokesOn = new Set<string>();
  pageSize = 100;

  readonly #areas: Record<string, (request: VendorRequest, rest: string[]) => VendorAnswer> = {
    associations: ({ body }, [from = '', to = '']) => this.#associated(from, to, body),
    properties: (_, [, name = '']) => this.#property(name),
    objects: (request, [type, ...rest]) => {
      const known = TYPES.find((one) => one === type);
      return known
        ? this.#object(known, request, rest.join('/'))
        : refusal(404, 'OBJECT_NOT_FOUND');
    },
  };

  protected isSignIn(): boolean {
    return false;
  }

  protected answer(request: VendorRequest): VendorAnswer {
    if (request.headers.authorization !== `Bearer ${HubSpotPortal.secrets.token}`) {
      return refusal(401, 'INVALID_AUTHENTICATION');
    }
    const [, area = '', ...rest] = request.path.split('/').slice(2);
    return this.#areas[area]?.(request, rest) ?? refusal(404, 'OBJECT_NOT_FOUND');
  }

  #object(type: ObjectType, { method, body }: VendorRequest, rest: string): VendorAnswer {
    if (method === 'POST' && rest === 'search')
      return this.#search(type, JSON.parse(body) as Search);
    if (method === 'POST' && rest === 'batch/update') return this.#update(body);
    if (method !== 'GET') return refusal(405, 'METHOD_NOT_ALLOWED');
    if (rest === '') return { status: 200, json: { results: this.rows[type].slice(0, 1) } };
    const row = this.rows[type].find(({ id }) => id === rest);
    if (!row) return refusal(404, 'OBJECT_NOT_FOUND');
    return { status: 200, json: { ...row, properties: this.scores.get(rest) ?? {} } };
  }

  #search(type: ObjectType, asked: Search): VendorAnswer {
    const keys = Object.keys(asked).toSorted().join();
    const from = Number(asked.after);
    const wrong =
      keys !== 'after,filterGroups,limit,properties,sorts' ||
      asked.limit > 200 ||
      asked.sorts.some((sort) => typeof sort !== 'string') ||
      from + asked.limit > MOST_RESULTS;
    if (wrong) return refusal(400, 'VALIDATION_ERROR');
    const [sort] = asked.sorts as string[];
    const found = this.rows[type]
      .filter((row) =>
        asked.filterGroups.some(({ filters }) => filters.every((one) => holds(row, one))),
      )
      .toSorted((a, b) => (key(a, sort) < key(b, sort) ? -1 : 1));
    const page = found.slice(from, from + Math.min(asked.limit, this.pageSize));
    const end = from + page.length;
    const results = page.map(({ id, properties }) => ({
      id,
      properties: Object.fromEntries(
        asked.properties.map((name) => [name, properties[name] ?? null]),
      ),
    }));
    const more = end < found.length && { paging: { next: { after: String(end) } } };
    return { status: 200, json: { total: found.length, results, ...more } };
  }

  #save(id: string, properties: Record<string, string>): void {
    this.scores.set(id, properties);
    const lastmodifieddate = new Date(this.now()).toISOString();
    for (const row of this.rows.contacts)
      if (row.id === id) Object.assign(row.properties, properties, { lastmodifieddate });
  }

  #associated(from: string, to: string, body: string): VendorAnswer {
    const { inputs } = JSON.parse(body) as { inputs: { id: string }[] };
    const results = inputs.flatMap(({ id }) => {
      const others = this.associations.flatMap(([one, other]) => {
        if (one === `${from}:${id}` && other.startsWith(`${to}:`)) return [other];
        return other === `${from}:${id}` && one.startsWith(`${to}:`) ? [one] : [];
      });
      if (others.length === 0) return [];
      return [
        { from: { id }, to: others.map((other) => ({ id: other.split(':')[1], type: 'any' })) },
      ];
    });
    return {
      status: results.length < inputs.length ? 207 : 200,
      json: { status: 'COMPLETE', results },
    };
  }

  #property(name: string): VendorAnswer {
    return SCORE_PROPERTIES.has(name)
      ? { status: 200, json: { name } }
      : refusal(404, 'OBJECT_NOT_FOUND');
  }

  #update(body: string): VendorAnswer {
    const { inputs } = JSON.parse(body) as {
      inputs: { id: string; properties: Record<string, string> }[];
    };
    const odd = inputs.some(({ properties }) =>
      Object.entries(properties).some(
        ([name, value]) => !SCORE_PROPERTIES.has(name) || typeof value !== 'string',
      ),
    );
    const choked = inputs.some(({ id }) => this.chokesOn.has(id));
    if (inputs.length > 100 || odd || choked) return refusal(400, 'VALIDATION_ERROR');
    const errors = inputs.flatMap(({ id }) => {
      const known = this.rows.contacts.some((row) => row.id === id);
      const category = this.refuses.get(id) ?? (known ? undefined : 'OBJECT_NOT_FOUND');
      return category
        ? [{ status: 'error', category, message: 'for ann@example.com', context: { ids: [id] } }]
        : [];
    });
    const failed = new Set(errors.flatMap(({ context }) => context.ids));
    const results = inputs.filter(({ id }) => !failed.has(id));
    for (const { id, properties } of results) this.#save(id, properties);
    const json = {
      status: 'COMPLETE',
      results,
      ...(errors.length && { numErrors: errors.length, errors }),
    };
    return { status: errors.length ? 207 : 200, json };
  }
}

function holds(
  { id, properties }: HubSpotRow,
  { propertyName, operator, value, values }: Filter,
): boolean {
  const own = propertyName === 'hs_object_id' ? id : (properties[propertyName] ?? '');
  if (operator === 'IN') return values?.includes(own) ?? false;
  const number = propertyName === 'hs_object_id' ? Number(own) : Date.parse(own);
  if (operator === 'GTE') return number >= Number(value);
  if (operator === 'LTE') return number <= Number(value);
  return operator === 'GT' && number > Number(value);
}

const key = ({ id, properties }: HubSpotRow, sort: string | undefined): string =>
  `${sort === undefined || sort === 'hs_object_id' ? '' : (properties[sort] ?? '')}~${id.padStart(20, '0')}`;

const refusal = (status: number, category: string): VendorAnswer => ({
  status,
  json: { status: 'error', category, message: `${category} for ann@example.com` },
});
