import { parse } from 'yaml';
import { Clock } from '#platform';
import type { CrmAnswer, CrmHttp, CrmRequest } from '../http/crm-http.js';
import { CrmProtocolError } from '../crm.errors.js';
import { RestAdapter } from './rest.adapter.js';

class FixedClock extends Clock {
  now(): Date {
    return new Date('2026-03-01T12:00:00Z');
  }
}

type Answer = Partial<Pick<CrmAnswer, 'json' | 'status'>> & { headers?: Record<string, string> };

/** A connection by YAML alone, on answers in their order; what was asked is kept. */
function connected(yaml: string, ...answers: Answer[]) {
  const asked: CrmRequest[] = [];
  const send = async (request: CrmRequest): Promise<CrmAnswer> => {
    asked.push(request);
    const { json, status = 200, headers = {} } = answers.shift() ?? {};
    if (status === 404) throw new CrmProtocolError('no such page', { status });
    return { status, json, header: (name) => headers[name] };
  };
  const clock = new FixedClock();
  const adapter = new RestAdapter(
    {
      id: 'c1',
      dialect: 'rest',
      settings: {
        baseUrl: 'https://crm.example.com/api',
        statuses: {},
        ...(parse(yaml) as object),
      },
      secrets: { apiKey: 'k', token: 't', clientId: 'c', clientSecret: 's', refreshToken: 'r' },
    },
    { send, now: () => clock.now() } as CrmHttp,
    clock,
  );
  return { adapter, asked };
}

async function readAll(adapter: RestAdapter): Promise<unknown[]> {
  const ids: unknown[] = [];
  let page = await adapter.pull('lead', null);
  for (;;) {
    ids.push(...page.records.map((one) => (one.kind === 'unreadable' ? one : one.said.externalId)));
    if (page.last) return ids;
    page = await adapter.pull('lead', page.cursor);
  }
}

const said = async (adapter: RestAdapter) =>
  (await adapter.pull('lead', null)).records.map((one) => (one.kind === 'lead' ? one.said : one));

const BEARER = 'auth: { type: bearer }';
const score = {
  leadExternalId: '7',
  likelihoodPercent: 29,
  band: 'cool' as const,
  topReason: 'No answer',
  scoredAt: new Date('2026-03-01T11:00:00Z'),
  modelVersion: 'v1',
  deliveryKey: 'k1',
};

describe('an API by settings alone', () => {
  it('is GraphQL', async () => {
    const { adapter, asked } = connected(
      `
${BEARER}
pull:
  lead:
    method: POST
    path: /graphql
    body: { query: 'query($after: String) { leads { id } }', variables: { first: 2 } }
    items: data.leads.edges[].node
    paging: { type: cursor, param: variables.after, nextPath: data.leads.pageInfo.endCursor, morePath: data.leads.pageInfo.hasNextPage }
    fields: { externalId: id }
push:
  path: /graphql
  body: { query: 'mutation …', variables: { source: desk } }
  fields: { variables.id: leadExternalId, variables.score: likelihoodPercent }
  results: { keyIs: position, status: data.setScore.ok, ok: [true] }
`,
      { json: page(['1', '2'], 'x', true) },
      { json: page(['3'], 'y', false) },
      { json: { data: { setScore: { ok: true } } } },
    );

    expect(await readAll(adapter)).toEqual(['1', '2', '3']);
    expect(await adapter.push([score])).toEqual([{ deliveryKey: 'k1', status: 'accepted' }]);
    expect(
      asked.map(({ body }) => (JSON.parse(body ?? '') as { variables: object }).variables),
    ).toEqual([{ first: 2 }, { first: 2, after: 'x' }, { source: 'desk', id: '7', score: 29 }]);
  });

  it('is OData, with a key in the query that no cursor keeps', async () => {
    const { adapter, asked } = connected(
      `
auth: { type: api-key, query: code }
pull:
  lead:
    path: /Leads
    items: value
    paging: { type: link, nextPath: '@odata.nextLink' }
    changes: { param: $filter, template: 'Modified ge {since}', format: iso-seconds, from: '2026-01-01', updatedPath: Modified }
    fields: { externalId: Id }
`,
      {
        json: {
          value: [{ Id: 1 }],
          '@odata.nextLink': 'http://crm.example.com/api/Leads?$skiptoken=2&code=k',
        },
      },
      { json: { value: [{ Id: 2 }] } },
    );
    const first = await adapter.pull('lead', null);

    expect(first.cursor).not.toContain('code');
    expect((await adapter.pull('lead', first.cursor)).last).toBe(true);
    expect(
      asked.map(({ url }) => `${url.origin}${url.pathname} ${[...url.searchParams].join(' ')}`),
    ).toEqual([
      'https://crm.example.com/api/Leads $filter,Modified ge 2026-01-01T00:00:00Z code,k',
      'https://crm.example.com/api/Leads $skiptoken,2 code,k',
    ]);
  });

  it('counts records, and tells under names of its own what is left of its calls', async () => {
    const counted = `
${BEARER}
calls: { perSecond: 100, leftHeader: X-Calls-Left, ofHeader: X-Calls-All }
pull:
  lead:
    path: /leads
    items: rows
    paging: { type: offset, param: start, sizeParam: max, size: 2, totalPath: total }
    fields: { externalId: id }
`;
    const { adapter, asked } = connected(
      counted,
      { json: { rows: [{ id: 1 }, { id: 2 }], total: 3 } },
      {
        json: { rows: [{ id: 3 }], total: 3 },
        headers: { 'x-calls-left': '41', 'x-calls-all': '500' },
      },
    );

    expect(await readAll(adapter)).toEqual([1, 2, 3]);
    expect(asked.map(({ url }) => url.search)).toEqual(['?start=0&max=2', '?start=2&max=2']);
    expect(adapter.vitals().budget).toEqual({ left: 41, of: 500 });
  });

  it('answers 404 behind its last page, and begins with page 0', async () => {
    const yaml = `
${BEARER}
pull:
  lead:
    path: /leads
    paging: { type: page, param: p, size: 1, first: 0 }
    fields: { externalId: id }
`;
    const { adapter, asked } = connected(yaml, { json: [{ id: 1 }] }, { status: 404 });

    expect(await readAll(adapter)).toEqual([1]);
    expect(asked.map(({ url }) => url.search)).toEqual(['?p=0', '?p=1']);
  });

  it('goes on behind its last record, and has its records by key', async () => {
    const { adapter, asked } = connected(
      `
${BEARER}
pull:
  lead:
    path: /leads
    items: leads
    keyed: true
    paging: { type: last, param: after, path: $key, size: 2 }
    fields: { externalId: $key }
`,
      { json: { leads: { a: { n: 1 }, b: { n: 2 } } } },
      { json: { leads: { c: { n: 3 } } } },
    );

    expect(await readAll(adapter)).toEqual(['a', 'b', 'c']);
    expect(asked[1]?.url.search).toBe('?after=b');
  });

  it('answers 304 to If-Modified-Since, and names the next page in a header', async () => {
    const yaml = `
${BEARER}
pull:
  lead:
    path: /leads
    paging: { type: cursor, param: X-Page, in: header, nextHeader: X-Next-Page }
    changes: { param: If-Modified-Since, in: header, format: http, from: '2026-01-01', updatedPath: at }
    fields: { externalId: id }
`;
    const { adapter, asked } = connected(
      yaml,
      { json: [{ id: 1 }], headers: { 'x-next-page': '2' } },
      { status: 304, json: undefined },
    );

    expect(await readAll(adapter)).toEqual([1]);
    expect(asked[1]?.headers).toMatchObject({
      'X-Page': '2',
      'If-Modified-Since': 'Thu, 01 Jan 2026 00:00:00 GMT',
    });
  });

  it('tells little in its list, and writes dates in its own way', async () => {
    const { adapter } = connected(
      `
${BEARER}
pull:
  lead:
    path: /leads
    items: ids
    paging: { type: none }
    detail: { path: '/leads/{id}', item: lead }
    also:
      - { kind: activity, path: '/leads/{id}/notes', items: notes, fields: { externalId: n, leadExternalId: $parent.id } }
    fields:
      externalId: id
      arrivedAt: { path: made, format: 'dd.MM.yyyy HH:mm', zone: America/Chicago }
      customer.phones[]: tel.*
`,
      { json: { ids: [{ id: 7 }] } },
      { json: { lead: { id: 7, made: '01.03.2026 09:30', tel: { home: '1', work: '2' } } } },
      { json: { notes: [{ n: 'a' }] } },
    );

    const { records } = await adapter.pull('lead', null);

    expect(records).toMatchObject([
      {
        said: {
          externalId: 7,
          arrivedAt: '2026-03-01T09:30:00.000-06:00',
          customer: { phones: ['1', '2'] },
        },
      },
      { kind: 'activity', said: { externalId: 'a', leadExternalId: 7 }, payload: { n: 'a' } },
    ]);
  });

  it('takes scores in a list in a list, and names only those that failed', async () => {
    const { adapter, asked } = connected(
      `
${BEARER}
pull: { lead: { path: /leads, paging: { type: none }, fields: { externalId: id } } }
push:
  method: PUT
  path: /bulk
  batchSize: 10
  items: request.rows
  body: { request: { upsert: false } }
  fields: { id: { field: leadExternalId, as: number }, 'f[0].v': { field: likelihoodPercent, as: text }, at: { field: scoredAt, format: yyyy-MM-dd HH:mm, zone: America/Chicago } }
  results: { path: failures, key: id, keyIs: leadExternalId, unnamed: accepted, status: code, ok: [0], error: why }
`,
      { json: { failures: [{ id: 8, code: 3, why: 'closed' }] } },
    );
    const other = { ...score, leadExternalId: '8', deliveryKey: 'k2' };

    expect(await adapter.push([score, other])).toEqual([
      { deliveryKey: 'k1', status: 'accepted' },
      { deliveryKey: 'k2', status: 'refused', reason: 'closed' },
    ]);
    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      request: {
        upsert: false,
        rows: [7, 8].map((id) => ({ id, f: [{ v: '29' }], at: '2026-03-01 05:00' })),
      },
    });
  });

  it('signs in with JSON, a refresh token and a token of another name', async () => {
    const { adapter, asked } = connected(
      `
auth: { type: oauth2-refresh-token, tokenUrl: /login, request: json, tokenPath: data.jwt, header: X-Auth, scheme: JWT }
pull: { lead: { path: /leads, paging: { type: none }, fields: { externalId: id } } }
`,
      { json: { data: { jwt: 'abc' }, refresh_token: 'r2' } },
      { json: [] },
    );

    await said(adapter);

    expect(JSON.parse(asked[0]?.body ?? '')).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'r',
      client_id: 'c',
      client_secret: 's',
    });
    expect(asked[1]?.headers).toMatchObject({ 'x-auth': 'JWT abc' });
  });
});

const page = (ids: string[], endCursor: string, hasNextPage: boolean) => ({
  data: {
    leads: { edges: ids.map((id) => ({ node: { id } })), pageInfo: { endCursor, hasNextPage } },
  },
});
