import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import fastify from 'fastify';
import { serveClient } from '../../src/web/client-files.js';
import type { WorklistLeadDto } from '../../src/web/worklist/worklist.dto.js';
import { dealerships, panelOf, readiness, scorecard, someLeads, summaryOf } from './canned-desk.js';
import { championCard, drift, waitingCost } from './canned-model.js';

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
    const open = !request.url.startsWith('/v1') || request.url === '/v1/session';
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
  app.delete('/v1/session', (_request, reply) => {
    signedIn = false;
    return reply.status(204).send();
  });
  app.get('/v1/me', () => ({
    name: 'Sam Ortega',
    role: stub.role,
    scopes: ['read', 'score'],
    dealerships,
  }));
  app.get('/v1/worklist', (request) => {
    const { band, waiting } = request.query as { band?: string; waiting?: string };
    const leads = stub.leads.filter(
      (lead) =>
        (!band || lead.likelihood?.band === band) && (!waiting || lead.promise.answeredAt === null),
    );
    return { leads, nextCursor: null, summary: summaryOf(stub.leads, stub.young) };
  });
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
