import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import request from 'supertest';
import { StageTeller } from '#writeback';
import { MetaGraph, type MetaLead } from '#simulator';
import { testApp, type TestApp } from '../support/app.js';

const settings = (baseUrl: string): string => `
groups:
  - key: north
    name: North Group
    timeZone: America/Chicago
    dealerships:
      - key: north-a
        name: North A
        timeZone: America/Chicago
        connections:
          - key: forms
            name: Our forms
            dialect: meta
            syncEverySeconds: 86400
            secrets: ${JSON.stringify(MetaGraph.secrets)}
            settings:
              baseUrl: ${baseUrl}
              pageId: '${MetaGraph.pageId}'
              conversions: { datasetId: '${MetaGraph.datasetId}' }
`;
const DOOR = '/v1/webhooks/meta/north-a.forms';

const formLead = (id: string, minutesAgo: number): MetaLead => ({
  id,
  form_id: '998877665544332',
  created_time: new Date(Date.now() - minutesAgo * 60_000).toISOString(),
  field_data: [
    { name: 'full_name', values: ['Ann Example'] },
    { name: 'phone_number', values: ['+12125550143'] },
  ],
});

describe("Meta's doors", () => {
  let graph: MetaGraph;
  let test: TestApp;
  let key: string;
  let database: Client;

  beforeAll(async () => {
    graph = await new MetaGraph().start();
    test = await testApp(settings(graph.origin));
    key = await test.apiKey('north-a');
    database = new Client({ connectionString: test.databaseUrl });
    await database.connect();
    await polled();
  });
  afterAll(async () => {
    await database.end();
    await test.stop();
    await graph.stop();
  });

  const send = ({ body, headers }: ReturnType<MetaGraph['message']>) =>
    request(test.url)
      .post(DOOR)
      .set({ ...headers, 'content-type': 'application/json' })
      // As it is: supertest would write a Buffer as JSON.
      .send(body.toString());
  /** The first poll, due at the start, would find what a webhook is to tell of. */
  const polled = async (): Promise<void> => {
    for (let look = 0; look < 300; look++) {
      const { rowCount } = await database.query(
        'SELECT 1 FROM sync_run WHERE finished_at IS NOT NULL',
      );
      if (rowCount) return;
      await sleep(100);
    }
    throw new Error('The first poll did not end.');
  };
  const leadIds = async (): Promise<string[]> => {
    const { rows } = await database.query<{ id: string }>('SELECT external_id AS id FROM lead');
    return rows.map(({ id }) => id);
  };
  const asked = (id: string): number =>
    graph.requests.filter(({ path }) => path.endsWith(`/${id}`)).length;
  const arrives = async (id: string): Promise<void> => {
    for (let look = 0; look < 80; look++) {
      if ((await leadIds()).includes(id)) return;
      await sleep(100);
    }
    throw new Error(`Lead ${id} did not arrive.`);
  };

  it('give the challenge back as plain text to whoever shows the verify token', async () => {
    const ask = (token: string) =>
      request(test.url)
        .get(DOOR)
        .query({ 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': '7744' });

    const { text, headers } = await ask(MetaGraph.secrets.verifyToken).expect(200);

    expect([text, headers['content-type']]).toEqual(['7744', 'text/plain; charset=utf-8']);
    await ask('guessed').expect(403);
    await request(test.url).get('/v1/webhooks/meta/north-a.nothing').expect(404);
  });

  it('have a named lead fetched and stored, once however often it is named', async () => {
    const lead = formLead('12044577812345678', 5);
    graph.leads.push(lead);
    await send(graph.message([lead, lead], { asNumbers: true })).expect(200);
    await arrives(lead.id);
    const before = asked(lead.id);

    // As after 36 hours of trying, in other company: nothing new is asked for.
    await send(graph.message([lead])).expect(200);
    const later = formLead('12044577812345679', 1);
    graph.leads.push(later);
    await send(graph.message([lead, later])).expect(200);
    await arrives(later.id);

    expect(before).toBe(1);
    expect(asked(lead.id)).toBe(1);
    expect((await leadIds()).filter((id) => id === lead.id)).toHaveLength(1);
  });

  it('find by the next poll what no webhook told', async () => {
    const missed = formLead('12044577812345680', 2);
    graph.leads.push(missed);

    await request(test.url)
      .post('/v1/connections/forms/sync')
      .set('authorization', `Bearer ${key}`)
      .expect(({ status }) => expect(status).toBeLessThan(300));

    await arrives(missed.id);
  });

  it('are told how far a lead has come, each stage once', async () => {
    const sold = formLead('12044577812345682', 3);
    graph.leads.push(sold);
    await send(graph.message([sold])).expect(200);
    await arrives(sold.id);
    const { id: dealershipId } = await test.dealership('north-a');
    const teller = test.app.get(StageTeller, { strict: false });
    const told = () =>
      graph.events
        .filter(({ user_data }) => user_data.lead_id === sold.id)
        .map(({ event_name }) => event_name);
    graph.failNext('too many requests');
    await teller.tell(dealershipId);
    await database.query('UPDATE stage_delivery SET next_attempt_at = now()');
    await teller.tell(dealershipId);
    expect(told()).toEqual(['Lead']);

    await database.query(
      `UPDATE lead SET outcome = 'WON', outcome_at = now() WHERE external_id = $1`,
      [sold.id],
    );
    await teller.tell(dealershipId);
    await teller.tell(dealershipId);

    expect(told()).toEqual(['Lead', 'Sold']);
    const { rows } = await database.query('SELECT DISTINCT state FROM stage_delivery');
    expect(rows).toEqual([{ state: 'delivered' }]);
  });

  it('show which stages were refused, and have them told once more', async () => {
    const refused = formLead('12044577812345683', 4);
    graph.leads.push(refused);
    await send(graph.message([refused])).expect(200);
    await arrives(refused.id);
    const { id: dealershipId } = await test.dealership('north-a');
    const teller = test.app.get(StageTeller, { strict: false });
    graph.failNext('too many requests');
    await teller.tell(dealershipId);
    await database.query(`UPDATE stage_delivery SET state = 'dead' WHERE state = 'pending'`);
    const ask = (state: string) =>
      request(test.url)
        .get('/v1/stage-deliveries')
        .query({ state, connection: 'forms' })
        .set('authorization', `Bearer ${key}`)
        .expect(200);
    const { body: dead } = await ask('dead');

    const { body } = await request(test.url)
      .post('/v1/stage-deliveries/redrive')
      .set('authorization', `Bearer ${key}`)
      .send({})
      .expect(202);
    await teller.tell(dealershipId);

    expect(dead).toMatchObject([{ stage: 'arrived', connectionKey: 'forms', attempts: 1 }]);
    expect(dead[0].lastError).toMatch(/\w/);
    expect(body).toEqual({ redriven: 1 });
    expect((await ask('dead')).body).toEqual([]);
    expect(graph.events.filter(({ user_data }) => user_data.lead_id === refused.id)).toHaveLength(
      1,
    );
  });

  async function stagesOf(query: object): Promise<{ leadId: string; stage: string }[]> {
    const { body } = await request(test.url)
      .get('/v1/stage-deliveries')
      .query(query)
      .set('authorization', `Bearer ${key}`)
      .expect(200);
    return body;
  }

  it('tells stages page by page, each once and in one order', async () => {
    const all = await stagesOf({ limit: 500 });

    const paged: typeof all = [];
    for (let page = await stagesOf({ limit: 1 }); page[0];) {
      paged.push(page[0]);
      // oxlint-disable-next-line no-await-in-loop -- a page begins where the one before it ended
      page = await stagesOf({ limit: 1, before: `${page[0].leadId}.${page[0].stage}` });
    }

    expect(all.length).toBeGreaterThan(1);
    expect(paged).toEqual(all);
  });

  it('names the page end that cannot be read', async () => {
    const { body } = await request(test.url)
      .get('/v1/stage-deliveries')
      .query({ before: 'yesterday' })
      .set('authorization', `Bearer ${key}`)
      .expect(422);

    expect(body.faults).toMatchObject([{ field: 'before' }]);
  });

  it('let nothing in whose signature covers other bytes', async () => {
    const { body, headers } = graph.message([formLead('12044577812345681', 1)]);

    await send({ body: Buffer.concat([body, Buffer.from(' ')]), headers }).expect(401);
  });
});
