import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import fastify from 'fastify';
import { serveClient } from '../../src/web/client-files.js';
import type { WorklistLeadDto, WorklistSearchDto } from '../../src/web/worklist/worklist.dto.js';
import { dealerships, panelOf, readiness, scorecard, someLeads, summaryOf } from './canned-desk.js';
import { championCard, drift, waitingCost } from './canned-model.js';

const STAFF = '30000000-0000-4000-8000-000000000001';

export interface DeskStub {
  url: string;
  /** What was posted, as `METHOD path` and body. */
  posted: { path: string; body: unknown }[];
  leads: WorklistLeadDto[];
  /** Answers of the scorecard and of whether a champion exists. */
  young: boolean;
  /** Of who is signed in. */
  role: 'rep' | 'manager';
  /** Tells open desks that a lead changed. */
  tell: (leadId: string) => void;
  close: () => Promise<void>;
}

/** The built client under the product's own content policy, over canned answers of the API. */
export async function startDeskStub(): Promise<DeskStub> {
  const app = fastify({ forceCloseConnections: true });
  const listeners = new Set<ServerResponse>();
  let signedIn = false;
  const stub: DeskStub = {
    url: '',
    posted: [],
    leads: someLeads(new Date()),
    young: false,
    role: 'rep',
    tell: (leadId) => {
      for (const listener of listeners)
        listener.write(`event: lead\ndata: ${JSON.stringify({ leadId, kind: 'scored' })}\n\n`);
    },
    close: () => app.close(),
  };

  app.addHook('onRequest', async (request, reply) => {
    const open = !request.url.startsWith('/v1') || request.url.startsWith('/v1/session');
    if (!signedIn && !open)
      return reply.status(401).type('application/problem+json').send(problem('UNAUTHENTICATED'));
    return undefined;
  });
  app.post('/v1/session', (request, reply) => {
    const { password } = request.body as { password: string };
    if (password !== 'correct horse')
      return reply.status(401).type('application/problem+json').send(problem('SIGN_IN_REFUSED'));
    signedIn = true;
    return reply.status(204).send();
  });
  app.get('/v1/session/options', () => ({ password: true, singleSignOn: null }));
  app.get('/v1/me/sessions', () => []);
  app.get('/v1/me/second-factor', () => ({ on: false }));
  app.delete('/v1/session', (_request, reply) => {
    signedIn = false;
    return reply.status(204).send();
  });
  app.get('/v1/me', () => ({
    name: 'Sam Ortega',
    role: stub.role,
    staffId: STAFF,
    scopes: stub.role === 'manager' ? ['read', 'score', 'manage'] : ['read', 'score'],
    dealerships,
  }));
  app.post('/v1/worklist/search', (request) => {
    const asked = request.body as Partial<WorklistSearchDto>;
    const leads = stub.leads.filter((lead) => fits(lead, asked));
    const from = Number(asked.cursor ?? 0);
    const until = from + (asked.limit ?? 50);
    return {
      leads: leads.slice(from, until),
      nextCursor: until < leads.length ? String(until) : null,
      summary: summaryOf(stub.leads, stub.young),
    };
  });
  app.post('/v1/worklist/sheet', (_request, reply) =>
    reply.type('text/csv; charset=utf-8').send('name\r\nDana Reyes\r\n'),
  );
  app.get('/v1/colleagues', () => [
    { id: STAFF, name: 'Sam Ortega', role: 'rep', openLeads: 3 },
    { id: randomUUID(), name: 'Lena Fischer', role: 'rep', openLeads: 1 },
  ]);
  app.get('/v1/worklist/events', (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' });
    reply.raw.write('event: ready\ndata: {}\n\n');
    listeners.add(reply.raw);
  });
  app.get('/v1/worklist/:leadId', (request, reply) => {
    const { leadId } = request.params as { leadId: string };
    const lead = stub.leads.find((one) => one.leadId === leadId);
    if (lead) return panelOf(lead, new Date());
    return reply.status(404).type('application/problem+json').send(problem('LEAD_NOT_FOUND'));
  });
  app.get('/v1/scorecard', () => scorecard(stub.young));
  app.get('/v1/readiness', () => readiness(stub.young));
  app.get('/v1/leads/:leadId/waiting', (request) => {
    const { leadId } = request.params as { leadId: string };
    const lead = stub.leads.find((one) => one.leadId === leadId);
    return waitingCost(lead?.likelihood?.percent ?? 1);
  });
  app.get('/v1/drift', drift);
  app.get('/v1/models/champion', (_request, reply) => {
    if (!stub.young) return championCard();
    return reply.status(404).type('application/problem+json').send(problem('NO_CHAMPION_YET'));
  });
  app.get('/v1/models', () => (stub.young ? [] : [championCard()]));
  app.get('/v1/training-runs', () => []);
  app.get('/v1/court', () => ({ runId: null, heldAt: null, court: null, rulings: [] }));
  app.post('/v1/leads/assignments', (request) => {
    stub.posted.push({ path: request.url, body: request.body });
    return { assigned: 1, unchanged: 0 };
  });
  for (const what of ['opinion', 'contact-wish'])
    app.put(`/v1/worklist/:leadId/${what}`, (request, reply) => {
      stub.posted.push({ path: request.url, body: request.body });
      return reply.status(what === 'opinion' ? 200 : 204).send();
    });
  app.post('/v1/leads/:leadId/:what', (request, reply) => {
    stub.posted.push({ path: request.url, body: request.body });
    return reply.status(201).send({ id: randomUUID() });
  });
  const nest = { getHttpAdapter: () => ({ getInstance: () => app }) };
  await serveClient(nest as unknown as NestFastifyApplication, resolve('dist/client'));
  stub.url = await app.listen({ host: '127.0.0.1', port: 0 });
  return stub;
}

const problem = (code: string): object => ({
  type: 'about:blank',
  title: code,
  status: 400,
  code,
  detail: 'Told by the API.',
});

function fits(lead: WorklistLeadDto, asked: Partial<WorklistSearchDto>): boolean {
  const { band, waiting, text = '', assignedTo } = asked;
  const said = `${lead.customer.name} ${lead.vehicle?.line}`.toLowerCase();
  const isWhose = assignedTo === undefined || (lead.assignedTo ?? '') === assignedTo;
  const isWanted = !waiting || lead.promise.answeredAt === null;
  return isWhose && isWanted && said.includes(text.toLowerCase()) && isOf(lead, band);
}

const isOf = ({ likelihood }: WorklistLeadDto, band: string | undefined): boolean =>
  !band || likelihood?.band === band;
