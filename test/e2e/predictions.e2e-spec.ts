import request from 'supertest';
import { Tenancy, type Dealership } from '#access';
import { LeadStore } from '#leads';
import { batchOf } from '../factories/standard-records.js';
import { testApp, type TestApp } from '../support/app.js';
import { EAGER, inventedHistory } from '../support/loop-room.js';

const SETTINGS = `
groups:
  - key: north
    name: North Group
    timeZone: America/Chicago
    dealerships:
      - { key: north-a, name: North A, timeZone: America/Chicago, simulated: true, horizonDays: 90 }
  - key: south
    name: South Group
    timeZone: America/Chicago
    dealerships:
      - { key: south-a, name: South A, timeZone: America/Chicago }
`;

describe('Scores over HTTP', () => {
  let test: TestApp;
  let here: Dealership;
  let key: string;

  beforeAll(async () => {
    test = await testApp(SETTINGS);
    here = await test.dealership('north-a');
    key = await test.apiKey('north-a');
  });

  afterAll(() => test.stop());

  const get = (path: string): request.Test =>
    request(test.url).get(path).set('authorization', `Bearer ${key}`);
  const post = (path: string, as = key): request.Test =>
    request(test.url).post(path).set('authorization', `Bearer ${as}`);

  it('answers 409 with what to do before anything has been learned', async () => {
    const { body } = await post('/v1/predictions').send({}).expect(409);

    expect(body).toMatchObject({
      code: 'NO_CHAMPION',
      detail: expect.stringContaining('/v1/training-runs'),
    });
  });

  it('trains on request, promotes, and scores every open lead without being told to', async () => {
    const now = new Date();
    const leads = inventedHistory(1200, 3, now);
    await test.app
      .get(Tenancy)
      .asDealership(here.id, (manager) =>
        test.app.get(LeadStore).storeBatch(manager, here.id, batchOf({ leads })),
      );
    const open = leads.filter(({ outcome }) => outcome === 'OPEN').length;

    const { body: run } = await post('/v1/training-runs').expect(202);
    const ended = await eventually(async () => {
      const { body } = await get(`/v1/training-runs/${run.id}`).expect(200);
      return ['queued', 'running'].includes(body.state) ? undefined : body;
    });
    const scored = await eventually(async () => {
      const { body } = await get('/v1/leads?sort=-score&limit=200').expect(200);
      return body.items.length === open ? body.items : undefined;
    });

    expect(ended).toMatchObject({
      state: 'promoted',
      progress: { done: 1 },
      counts: { leads: 1200 },
    });
    const percents = scored.map(
      (item: { prediction: { likelihoodPercent: number } }) => item.prediction.likelihoodPercent,
    );
    expect(percents).toEqual(percents.toSorted((a: number, b: number) => b - a));
    const { body: list } = await get('/v1/training-runs').expect(200);
    expect(list.map(({ id }: { id: string }) => id)).toEqual([run.id]);
  });

  it('scores a described lead with reasons that add up, and stores nothing', async () => {
    const before = await get('/v1/leads?sort=-arrivedAt&limit=1');

    const { body } = await post('/v1/predictions')
      .send({ message: EAGER, source: 'facebook-marketplace' })
      .expect(200);

    const contributions = Object.values<number>(body.contributions);
    expect(Math.abs(contributions.reduce((a, b) => a + b, body.bias) - body.logOdds)).toBeLessThan(
      1e-6,
    );
    expect(body).toMatchObject({ modelVersion: 1, band: 'hot' });
    expect(body.likelihoodPercent).toBeGreaterThanOrEqual(1);
    expect(body.reasonsFor.length + body.reasonsAgainst.length).toBeGreaterThan(0);
    expect((await get('/v1/leads?sort=-arrivedAt&limit=1')).body).toEqual(before.body);
  });

  it('names every field it cannot use, and never answers 5xx to odd bodies', async () => {
    const { body } = await post('/v1/predictions')
      .send({ arrivedAt: 'soon', colour: 1 })
      .expect(422);
    expect(body).toMatchObject({
      code: 'INVALID',
      faults: [{ field: 'arrivedAt' }, { field: 'colour' }],
    });

    for (const odd of ['[]', 'null', '"x"', '{', '{"custom":{"__proto__":{"a":1}}}']) {
      const { status } = await post('/v1/predictions')
        .set('content-type', 'application/json')
        .send(odd);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    }
  });

  it('scores a batch line by line', async () => {
    const { text } = await post('/v1/predictions/batch')
      .set('content-type', 'application/x-ndjson')
      .send(`${JSON.stringify({ message: EAGER })}\nnot json\n{"colour":1}\n{}\n`)
      .buffer(true)
      .parse((response, done) => {
        let received = '';
        response.on('data', (chunk: Buffer) => (received += chunk.toString()));
        response.on('end', () => done(null, received));
      })
      .expect(200)
      .expect('content-type', /application\/x-ndjson/)
      .then(({ body }) => ({ text: body as string }));

    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ line }) => line)).toEqual([1, 2, 3, 4]);
    expect(lines[0]).toHaveProperty('score');
    expect(lines[1]).toMatchObject({ problem: { code: 'INVALID' } });
    expect(lines[2]).toMatchObject({ problem: { faults: [{ field: 'colour' }] } });
    expect(lines[3]).toHaveProperty('score');
    const { body } = await post('/v1/predictions/batch').send([]).expect(422);
    expect(body.code).toBe('BATCH_NOT_NDJSON');
  });

  it('shows a lead with its score and the scores it had', async () => {
    const { body: page } = await get('/v1/leads?limit=1').expect(200);
    const [{ id, prediction }] = page.items;

    const { body: lead } = await get(`/v1/leads/${id}`).expect(200);
    const { body: scores } = await get(`/v1/leads/${id}/scores`).expect(200);
    const { body: rescored } = await post(`/v1/leads/${id}/score`).expect(200);

    expect(lead).toMatchObject({ id, outcome: 'OPEN', prediction: { id: prediction.id } });
    expect(scores.map((score: { id: string }) => score.id)).toEqual([prediction.id]);
    expect(rescored.id).toBe(prediction.id);
    await get('/v1/leads?cursor=nonsense').expect(422);
    await get('/v1/leads?sort=name').expect(422);
  });

  it('holds a scorecard that marks made-up dealerships, and an outbox', async () => {
    const { body: card } = await get('/v1/scorecard').expect(200);
    const { body: deliveries } = await get('/v1/deliveries?state=dead').expect(200);

    expect(card).toMatchObject({
      dealership: 'north-a',
      simulated: true,
      horizonDays: 90,
      first: { leads: 0 },
    });
    expect(card.waiting).toBeGreaterThan(0);
    expect(card.first.metrics.auc).toBeNull();
    expect(deliveries).toEqual([]);
  });

  it('shows nothing of it to another group, and takes no orders from a key without the scope', async () => {
    const { body: page } = await get('/v1/leads?limit=1');
    const leadId = page.items[0].id as string;
    const { body: runs } = await get('/v1/training-runs');
    const theirs = await test.apiKey('south-a');
    const reader = await test.apiKey('north-a', ['read']);

    for (const path of [
      `/v1/leads/${leadId}`,
      `/v1/leads/${leadId}/scores`,
      `/v1/training-runs/${runs[0].id}`,
    ]) {
      await request(test.url).get(path).set('authorization', `Bearer ${theirs}`).expect(404);
    }
    await post(`/v1/leads/${leadId}/score`, theirs).expect(409);
    await post('/v1/predictions', reader).send({}).expect(403);
    await post('/v1/training-runs', reader).expect(403);
  });
});

async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 400; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error('It did not happen within 40 s.');
}
