import { randomUUID } from 'node:crypto';
import { Tenancy, type Dealership } from '#access';
import { documentedRoutes, type ApiRoute } from '../support/api-routes.js';
import { testApp, type TestApp } from '../support/app.js';
import { plantChampion } from '../support/champion.js';
import { plantTenant, type PlantedTenant } from '../support/planted-tenant.js';
import { sweep, type Answered, type SweepBody } from '../support/route-sweep.js';
import { signedIn, type SignedIn } from '../support/signed-in.js';
import { snapshotOfDealership } from '../support/tenant-snapshot.js';

const SETTINGS = `
groups:
  - key: north
    name: North Group
    timeZone: America/Chicago
    dealerships:
      - { key: north-a, name: North A, timeZone: America/Chicago }
      - { key: strict, name: Strict, timeZone: America/Chicago, repsSeeUnassigned: false }
`;

/** The session the sweep lives on; and what the store's own systems are called, which all its staff may know. */
const NOT_OF_LEADS = new Set(['DELETE /v1/session', 'GET /v1/outages']);

const json = (body: unknown): SweepBody => ({
  type: 'application/json',
  text: JSON.stringify(body),
});

describe('Own leads', () => {
  let test: TestApp;
  let routes: ApiRoute[];
  let store: Dealership;
  let strict: Dealership;
  let other: PlantedTenant;
  let model: string;

  beforeAll(async () => {
    test = await testApp(SETTINGS, { ROLE: 'api' });
    routes = documentedRoutes(test.app);
    store = await test.dealership('north-a');
    strict = await test.dealership('strict');
    model = await plantChampion(test, store.groupId);
    // Its lead is assigned, in the CRM, to somebody who is called like the marker.
    other = await plantTenant(test, store, 'MARKER-OTHERS', model);
  });

  afterAll(() => test.stop());

  const call = (who: SignedIn, method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${test.url}${path}`, {
      method,
      headers: {
        ...who.headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  const seenBy = async (who: SignedIn): Promise<string[]> => {
    const answer = await call(who, 'GET', '/v1/worklist');
    const { leads } = (await answer.json()) as { leads: { leadId: string }[] };
    return leads.map(({ leadId }) => leadId);
  };

  /** Every route of the API document, or some, with the ids of the other's lead and bodies that are right. */
  const everyRoute = (who: SignedIn, only = routes): Promise<Answered[]> =>
    sweep(
      test.url,
      only.filter(({ method, path }) => !NOT_OF_LEADS.has(`${method} ${path}`)),
      { name: 'staff', headers: who.headers },
      {
        ids: Object.values(other.ids),
        dialects: ['adf'],
        queries: [`leadId=${other.ids['leadId']}`, `q=${other.marker}`],
        bodyOf: (route) => bodiesNaming(other, who)[route],
      },
    );

  /** What an open desk of somebody hears until it is told of that lead. */
  const listen = (who: SignedIn, last: string): { ready: Promise<void>; text: Promise<string> } => {
    let isReady: () => void;
    const ready = new Promise<void>((resolve) => (isReady = resolve));
    const read = async (): Promise<string> => {
      const stream = await fetch(`${test.url}/v1/worklist/events`, { headers: who.headers });
      let text = '';
      for await (const part of stream.body!.pipeThrough(new TextDecoderStream())) {
        text += part;
        if (text.includes('event: ready')) isReady();
        if (text.includes(last)) return text;
      }
      return text;
    };
    return { ready, text: read() };
  };

  const plantLead = (
    at: Dealership,
    assignedTo: string | null = null,
    customerId: string | null = null,
  ): Promise<string> =>
    test.app.get(Tenancy).asDealership(at.id, async (manager) => {
      const id = randomUUID();
      const connection = await manager.query<{ id: string }[]>('SELECT id FROM crm_connection');
      await manager.query(
        `INSERT INTO lead (dealership_id, id, connection_id, external_id, arrived_at, assigned_to,
           customer_id)
         VALUES ($1, $2::uuid, $3, $2::text, now() - interval '1 hour', $4, $5)`,
        [at.id, id, connection[0]?.id ?? randomUUID(), assignedTo, customerId],
      );
      return id;
    });

  it("a salesperson gets nowhere near another's lead, whatever the route", async () => {
    const rep = await signedIn(test, store, { role: 'rep' });
    const before = await snapshotOfDealership(test.app, store);

    const answers = await everyRoute(rep);

    expect(told(answers, other.marker, other.ids['leadId']!)).toEqual([]);
    expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
    // Whoever names the lead in a path is told that there is none, or that it is not for them.
    const named = answers.filter(({ url }) => url.split('?')[0]!.includes(other.ids['leadId']!));
    expect(named.filter(({ status }) => status < 400)).toEqual([]);
    expect(await snapshotOfDealership(test.app, store)).toEqual(before);
  });

  it('a manager, an admin and an auditor see it all', async () => {
    for (const role of ['manager', 'admin', 'auditor'] as const) {
      const who = await signedIn(test, store, { role });

      expect([role, await seenBy(who)]).toEqual([role, [other.ids['leadId']]]);
    }
  });

  it('a salesperson sees what the CRM or a manager gave them, and what is nobody’s', async () => {
    const rep = await signedIn(test, store, {
      role: 'rep',
      name: 'Sam Soto',
      crmName: 'SOTO, Sam',
    });
    const manager = await signedIn(test, store, { role: 'manager' });
    const byCrm = await plantLead(store, 'soto, sam');
    const nobodys = await plantLead(store);
    const given = await plantLead(store, 'Somebody Else');

    expect((await seenBy(rep)).toSorted()).toEqual([byCrm, nobodys].toSorted());

    const leadIds = [given];
    const answer = await call(manager, 'POST', '/v1/leads/assignments', {
      leadIds,
      staffId: rep.staffId,
    });

    expect([answer.status, await answer.json()]).toEqual([200, { assigned: 1, unchanged: 0 }]);
    expect((await seenBy(rep)).toSorted()).toEqual([byCrm, nobodys, given].toSorted());
    const lead = await (await call(rep, 'GET', `/v1/worklist/${given}`)).json();
    expect(lead).toMatchObject({ assignedTo: 'Sam Soto', assignedStaffId: rep.staffId });
    expect((await call(rep, 'GET', `/v1/leads/${given}/activities`)).status).toBe(200);
  });

  it('a salesperson takes a lead that is nobody’s, and then colleagues do not see it', async () => {
    const rep = await signedIn(test, store, { role: 'rep', name: 'Ana' });
    const colleague = await signedIn(test, store, { role: 'rep', name: 'Ben' });
    const leadId = await plantLead(store);
    expect(await seenBy(colleague)).toContain(leadId);

    const taken = { leadIds: [leadId], staffId: rep.staffId };
    expect((await call(rep, 'POST', '/v1/leads/assignments', taken)).status).toBe(200);

    expect(await seenBy(rep)).toContain(leadId);
    expect(await seenBy(colleague)).not.toContain(leadId);
    const back = await call(colleague, 'POST', '/v1/leads/assignments', {
      leadIds: [leadId],
      staffId: colleague.staffId,
    });
    expect(back.status).toBe(404);
    const given = await call(rep, 'POST', '/v1/leads/assignments', {
      leadIds: [leadId],
      staffId: colleague.staffId,
    });
    expect((await given.json()) as object).toMatchObject({ code: 'ASSIGNMENT_NOT_YOURS' });
  });

  it('gives all leads or none, and none to who does not work there', async () => {
    const manager = await signedIn(test, store, { role: 'manager' });
    const elsewhere = await signedIn(test, strict, { role: 'rep' });
    const leadId = await plantLead(store);
    const assign = (leadIds: string[], staffId: string): Promise<Response> =>
      call(manager, 'POST', '/v1/leads/assignments', { leadIds, staffId });

    expect((await assign([leadId, randomUUID()], manager.staffId)).status).toBe(404);
    expect((await assign([leadId], elsewhere.staffId)).status).toBe(422);

    const lead = await (await call(manager, 'GET', `/v1/worklist/${leadId}`)).json();
    expect(lead).toMatchObject({ assignedStaffId: null });
  });

  it('hides what is nobody’s where the store says so', async () => {
    const rep = await signedIn(test, strict, { role: 'rep', name: 'Cleo' });
    const mine = await plantLead(strict, 'Cleo');
    await plantLead(strict);

    expect(await seenBy(rep)).toEqual([mine]);
  });

  it("a customer’s earlier lead with a colleague is not among what a salesperson's own lead tells", async () => {
    const rep = await signedIn(test, store, { role: 'rep', name: 'Nia' });
    const manager = await signedIn(test, store, { role: 'manager' });
    const mine = await plantLead(store, 'Nia', other.ids['customerId']);
    const previousFor = async (who: SignedIn): Promise<string[]> => {
      const answer = await call(who, 'GET', `/v1/worklist/${mine}`);
      const { previousLeads } = (await answer.json()) as { previousLeads: { leadId: string }[] };
      return previousLeads.map(({ leadId }) => leadId);
    };

    expect(await previousFor(manager)).toContain(other.ids['leadId']);
    expect(await previousFor(rep)).not.toContain(other.ids['leadId']);
  });

  it("a salesperson's open desk is told of their own leads' changes and of no colleague's", async () => {
    const rep = await signedIn(test, store, { role: 'rep', name: 'Oda' });
    const manager = await signedIn(test, store, { role: 'manager' });
    const theirs = await plantLead(store, 'Somebody Else');
    const mine = await plantLead(store, 'Oda');
    const heard = [rep, manager].map((who) => listen(who, mine));
    await Promise.all(heard.map(({ ready }) => ready));

    for (const leadId of [theirs, mine])
      await call(manager, 'POST', `/v1/leads/${leadId}/outcome`, { outcome: 'LOST' });

    const [toRep, toManager] = await Promise.all(heard.map(({ text }) => text));
    expect(toManager).toContain(theirs);
    expect(toRep).toContain(mine);
    expect(toRep).not.toContain(theirs);
  });

  // Last: these calls do close the lead.
  it('the same calls do reach the lead for who may see it: a new route has to be called rightly', async () => {
    const manager = await signedIn(test, store, { role: 'manager' });
    const ofLeads = routes.filter(({ path }) => path.includes('{leadId}'));

    const answers = await everyRoute(manager, [
      ...ofLeads,
      ...routes.filter(({ path }) => path.startsWith('/v1/worklist/s')),
    ]);

    const named = answers.filter(({ url }) => url.split('?')[0]!.includes(other.ids['leadId']!));
    const reached = new Set(
      // 409: that the lead is closed, by an outcome among these calls, is said of a lead one may see.
      named.filter(({ status }) => status < 300 || status === 409).map(({ route }) => route),
    );
    expect(
      ofLeads.map(({ method, path }) => `${method} ${path}`).filter((one) => !reached.has(one)),
    ).toEqual([]);
    expect(told(answers, other.marker, other.ids['leadId']!)).toEqual(
      expect.arrayContaining(['POST /v1/worklist/search 200', 'POST /v1/worklist/sheet 200']),
    );
  });
});

/** Bodies that are right, of every route that takes one and whose path or body names a lead. */
const bodiesNaming = (other: PlantedTenant, who: SignedIn): Record<string, SweepBody> => ({
  'POST /v1/leads/assignments': json({ leadIds: [other.ids['leadId']], staffId: who.staffId }),
  'POST /v1/leads/{leadId}/activities': json({ kind: 'call', direction: 'outbound' }),
  'POST /v1/leads/{leadId}/outcome': json({ outcome: 'LOST' }),
  'POST /v1/worklist/search': json({ text: other.marker }),
  'POST /v1/worklist/sheet': json({ text: other.marker }),
  'PUT /v1/worklist/{leadId}/opinion': json({ direction: 'too_low', reason: 'other', percent: 9 }),
  'PUT /v1/worklist/{leadId}/contact-wish': json({ way: 'text', allowed: false }),
  'POST /v1/settings/preview': json({ leadId: other.ids['leadId'], bands: { hot: 0.9 } }),
});

/** Answers that name the lead or carry its texts, but for a refusal that says back what was asked. */
const told = (answers: Answered[], marker: string, leadId: string): string[] =>
  answers
    .filter(({ status, text }) => text.includes(marker) || (status < 300 && text.includes(leadId)))
    .map(({ route, status }) => `${route} ${status}`);
