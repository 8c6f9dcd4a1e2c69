import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export type Mood = 'well' | 'a page' | 'half an answer' | 'refusing' | 'other JSON';

export interface MoodyFront {
  url: string;
  mood: Mood;
  stop(): Promise<void>;
}

/** Stands before a CRM and answers in its place, or lets through what the CRM says. */
export async function moodyFront(crmUrl: string): Promise<MoodyFront> {
  const server = createServer((request, response) => {
    void answer(front.mood, crmUrl, request, response);
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const front: MoodyFront = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mood: 'well',
    stop: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
  return front;
}

async function answer(
  mood: Mood,
  crmUrl: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const signsIn = request.url?.includes('/oauth/') ?? false;
  if (mood === 'well' || (signsIn && mood !== 'refusing')) return passOn(crmUrl, request, response);
  if (mood === 'a page') {
    response.setHeader('content-type', 'text/html');
    response.end('<html><body>Scheduled maintenance</body></html>');
  } else if (mood === 'other JSON') {
    response.setHeader('content-type', 'application/json');
    response.end('{"message": "moved"}');
  } else if (mood === 'refusing') {
    response.statusCode = 401;
    response.end('{"error": "revoked"}');
  } else {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"items": [');
    response.destroy();
  }
}

async function passOn(
  crmUrl: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method = 'GET', url = '/' } = request;
  const headers = Object.entries(request.headers).filter(([name]) =>
    ['authorization', 'content-type'].includes(name),
  ) as [string, string][];
  const body = method === 'GET' ? undefined : new Uint8Array(await buffer(request));
  const told = await fetch(`${crmUrl}${url}`, { method, headers, ...(body && { body }) });
  response.writeHead(told.status, { 'content-type': told.headers.get('content-type') ?? '' });
  response.end(await told.text());
}
