import type { ReadinessDto } from '../../src/feedback/readiness.dto.js';
import { testApp, type TestApp } from '../support/app.js';

const SETTINGS = `
groups:
  - key: north
    name: North Group
    timeZone: America/Chicago
    dealerships:
      - { key: north-a, name: North A, timeZone: America/Chicago }
      - { key: north-b, name: North B, timeZone: America/Chicago }
`;

describe('GET /v1/readiness', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await testApp(SETTINGS, { ROLE: 'api' });
  });

  afterAll(() => test.stop());

  it('tells a new rooftop that it lives on what others have seen', async () => {
    expect(await readinessOf('north-b')).toEqual({
      stage: 'borrowed',
      won: 0,
      lost: 0,
      missing: { won: 40, lost: 40 },
      words: expect.stringContaining('Scores at North B rest on its group and its region so far'),
    });
  });

  it('counts what came of the rooftop’s own leads, open ones neither way', async () => {
    await post('north-a', { WON: 40, LOST: 25, STALE: 16, OPEN: 5 });

    expect(await readinessOf('north-a')).toMatchObject({
      stage: 'mixed',
      won: 40,
      lost: 41,
      missing: { won: 80, lost: 0 },
      words: expect.stringMatching(/40 of its leads were sold and 41 closed without a sale/),
    });
    expect(await readinessOf('north-b')).toMatchObject({ stage: 'borrowed', won: 0, lost: 0 });
  });

  it('is asked about one rooftop by whoever acts for several, and needs the right to read', async () => {
    const group = await test.apiKey('north-a', ['read'], true);
    const intake = await test.apiKey('north-a', ['intake']);

    expect(await (await ask(group, { 'x-dealership': 'north-a' })).json()).toMatchObject({
      won: 40,
    });
    expect((await ask(group)).status).toBe(422);
    expect((await ask(intake)).status).toBe(403);
    expect((await fetch(`${test.url}/v1/readiness`)).status).toBe(401);
  });

  const ask = (key: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${test.url}/v1/readiness`, { headers: { authorization: `Bearer ${key}`, ...headers } });

  const readinessOf = async (dealership: string): Promise<ReadinessDto> =>
    (await (await ask(await test.apiKey(dealership))).json()) as ReadinessDto;

  /** So many leads of each outcome. */
  async function post(dealership: string, outcomes: Record<string, number>): Promise<void> {
    const leads = Object.entries(outcomes).flatMap(([status, leadCount]) =>
      Array.from({ length: leadCount }, (_, at) => ({ id: `${status}-${at}`, status })),
    );
    const answer = await fetch(`${test.url}/v1/leads/batch`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await test.apiKey(dealership)}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(leads),
    });
    expect(await answer.json()).toMatchObject({ stored: leads.length, quarantined: 0 });
  }
});
