import { Clock } from '#platform';
import type { CrmAnswer, CrmHttp, CrmRequest } from '../http/crm-http.js';
import { CrmProtocolError } from '../crm.errors.js';
import { RestAdapter } from './rest.adapter.js';

class FixedClock extends Clock {
  now(): Date {
    return new Date('2026-03-01T12:00:00Z');
  }
}

interface Item {
  id: string;
  at: string;
}

type Respond = (
  query: URLSearchParams,
  path: string,
) => { json: unknown; headers?: Record<string, string> };

const rightNow = (): Date => new Date();

/** Answers in place of the network, and remembers what was asked. */
function answering(respond: Respond): { http: CrmHttp; asked: string[] } {
  const asked: string[] = [];
  const send = async ({ url }: CrmRequest): Promise<CrmAnswer> => {
    asked.push(url.pathname + url.search);
    const { json, headers = {} } = respond(url.searchParams, url.pathname);
    return { status: 200, json, header: (name) => headers[name] };
  };
  return { http: { send, now: rightNow } as CrmHttp, asked };
}

function connection(http: CrmHttp, paging: object, changes: object = {}): RestAdapter {
  const settings = {
    baseUrl: 'https://crm.example.com/api',
    auth: { type: 'api-key', header: 'X-Api-Key' },
    pull: {
      lead: {
        path: '/leads',
        items: 'items',
        paging,
        changes: { param: 'since', updatedPath: 'at', order: 'updated', ...changes },
        fields: { externalId: 'id' },
      },
    },
    statuses: {},
  };
  return new RestAdapter(
    { id: 'c1', dialect: 'rest', settings, secrets: { apiKey: 'k' } },
    http,
    new FixedClock(),
  );
}

async function readToEnd(adapter: RestAdapter, from: string | null, onPage?: () => void) {
  const ids: unknown[] = [];
  let cursor = from;
  for (let pages = 0; pages < 50; pages++) {
    // oxlint-disable-next-line no-await-in-loop -- each page needs the cursor of the one before
    const page = await adapter.pull('lead', cursor);
    cursor = page.cursor;
    ids.push(
      ...page.records.map((record) =>
        record.kind === 'lead' ? record.said.externalId : 'unreadable',
      ),
    );
    onPage?.();
    if (page.last) return { ids, cursor };
  }
  throw new Error('Reading does not come to an end.');
}

const minute = (n: number): string =>
  new Date(Date.parse('2026-03-01T00:00:00Z') + n * 60_000).toISOString();
const items = (count: number): Item[] =>
  Array.from({ length: count }, (_, n) => ({ id: `l${n}`, at: minute(n) }));
const since = (list: Item[], query: URLSearchParams): Item[] =>
  list
    .filter(({ at }) => at >= (query.get('since') ?? ''))
    .toSorted((a, b) => a.at.localeCompare(b.at));

describe('rest pull', () => {
  const TOKEN = { type: 'cursor', param: 'after', nextPath: 'next' };

  it('does not let a record dated ahead of the server move the watermark past what others may still change', async () => {
    const list = [...items(3), { id: 'tomorrow', at: '2026-03-02T00:00:00.000Z' }];
    const { http, asked } = answering((query) => ({
      json: { items: since(list, query), next: null },
      headers: { date: 'Sun, 01 Mar 2026 10:00:00 GMT' },
    }));
    const adapter = connection(http, TOKEN);
    const { cursor } = await readToEnd(adapter, null);
    list.push({ id: 'late', at: minute(5) });

    const { ids } = await readToEnd(adapter, cursor);

    expect(ids).toEqual(['l0', 'l1', 'l2', 'late', 'tomorrow']);
    expect(asked[1]).toBe('/api/leads?since=2026-03-01T00%3A00%3A00.000Z');
  });

  it('does not move the watermark past the beginning of the run', async () => {
    let now = 'Sun, 01 Mar 2026 00:01:30 GMT';
    const { http } = answering((query) => ({
      json: query.get('after')
        ? { items: items(9).slice(5), next: null }
        : { items: items(5), next: 'two' },
      headers: { date: now },
    }));

    const { cursor } = await readToEnd(connection(http, TOKEN), null, () => {
      now = 'Sun, 01 Mar 2026 00:30:00 GMT';
    });

    expect(JSON.parse(cursor)).toMatchObject({ since: Date.parse('2026-03-01T00:01:30Z') });
  });

  it('keeps its watermark when nothing new is there', async () => {
    const list = items(3);
    const { http } = answering((query) => ({ json: { items: since(list, query), next: null } }));
    const adapter = connection(http, TOKEN);
    const { cursor } = await readToEnd(adapter, null);
    list.length = 0;

    expect((await readToEnd(adapter, cursor)).cursor).toBe(cursor);
  });

  it('begins again behind what it has seen when the page token is no longer known', async () => {
    const list = items(6);
    let isKnown = true;
    const { http, asked } = answering((query) => {
      if (query.get('after') && !isKnown) throw new CrmProtocolError('gone', { status: 410 });
      const left = since(list, query).filter(({ at }) => at > (query.get('after') ?? ''));
      const page = left.slice(0, 4);
      return { json: { items: page, next: left.length > 4 ? page.at(-1)?.at : null } };
    });
    const adapter = connection(http, TOKEN);
    const first = await adapter.pull('lead', null);
    isKnown = false;
    const second = await adapter.pull('lead', first.cursor);

    expect(asked[2]).toContain(encodeURIComponent(minute(1)));
    expect(second.records.map((record) => (record.payload as Item).id)).toEqual([
      'l1',
      'l2',
      'l3',
      'l4',
    ]);
  });

  it('says so when the CRM names the page just read as the next one', async () => {
    const { http } = answering(() => ({ json: { items: items(1), next: 'same' } }));
    const adapter = connection(http, TOKEN);
    const { cursor } = await adapter.pull('lead', null);

    await expect(adapter.pull('lead', cursor)).rejects.toThrow(/next page is the page just read/);
  });

  it('misses no record that slides over the edge of a numbered page while others change', async () => {
    const list = items(25);
    const { http } = answering((query) => {
      const from = (Number(query.get('page')) - 1) * 5;
      return { json: { items: since(list, query).slice(from, from + 5) } };
    });
    const adapter = connection(
      http,
      { type: 'page', param: 'page', size: 5 },
      { overlapSeconds: 60 },
    );
    let pages = 0;

    const { ids } = await readToEnd(adapter, null, () => {
      pages += 1;
      // The oldest records are changed behind our back, so that every later one moves up.
      if (pages === 1) for (const item of list.slice(0, 3)) item.at = minute(100);
    });

    expect(new Set(ids)).toEqual(new Set(list.map(({ id }) => id)));
  });

  it('misses no record that moves up where offsets are counted, though more are gone than a page holds', async () => {
    const list = items(25);
    const { http, asked } = answering((query) => {
      const from = Number(query.get('skip'));
      return { json: { items: since(list, query).slice(from, from + 5) } };
    });
    const adapter = connection(http, { type: 'offset', param: 'skip', size: 5 }, { order: 'none' });
    const all = list.map(({ id }) => id);
    let pages = 0;

    const { ids } = await readToEnd(adapter, null, () => {
      pages += 1;
      if (pages === 2) list.splice(0, 7);
    });

    expect(new Set(ids)).toEqual(new Set(all));
    const places = asked.map((one) => new URLSearchParams(one.split('?')[1]).get('skip'));
    // Nothing of the second page is left where it was, but of the one in front of it.
    expect(places.slice(0, 6)).toEqual(['0', '5', '0', '10', '5', '0']);
  });

  it('reads through many records of the same instant by page number', async () => {
    const list = Array.from({ length: 23 }, (_, n) => ({ id: `l${n}`, at: minute(1) }));
    const { http } = answering((query) => {
      const from = (Number(query.get('page')) - 1) * 5;
      return { json: { items: since(list, query).slice(from, from + 5) } };
    });

    const { ids } = await readToEnd(
      connection(http, { type: 'page', param: 'page', size: 5 }),
      null,
    );

    expect(new Set(ids).size).toBe(23);
  });

  it('follows a Link header on its own host', async () => {
    const { http, asked } = answering((query) => ({
      json: { items: items(1) },
      headers: query.get('p')
        ? { link: '<https://crm.example.com/api/leads>; rel="first"' }
        : {
            link: '</a>; rel="prev", <https://crm.example.com/api/leads?p=2>; title="x"; rel="next"',
          },
    }));

    await readToEnd(connection(http, { type: 'link' }), null);

    expect(asked).toEqual(['/api/leads', '/api/leads?p=2']);
  });

  it('does not carry its credentials to another host', async () => {
    const { http } = answering(() => ({
      json: { items: [], next: 'https://evil.example.net/api/leads' },
    }));

    await expect(
      connection(http, { type: 'link', nextPath: 'next' }).pull('lead', null),
    ).rejects.toThrow(/another host/);
  });

  it('names the items path when no list stands there', async () => {
    const { http } = answering(() => ({ json: { data: [] } }));

    await expect(connection(http, TOKEN).pull('lead', null)).rejects.toThrow(
      /at 'items', found nothing/,
    );
  });

  it('sets aside an item that is no object, and keeps the others', async () => {
    const { http } = answering(() => ({ json: { items: [items(1)[0], 'surprise'], next: '' } }));

    expect((await readToEnd(connection(http, TOKEN), null)).ids).toEqual(['l0', 'unreadable']);
  });
});
