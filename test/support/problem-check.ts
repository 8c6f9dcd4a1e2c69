import { request } from 'undici';
import { PERSONAL, type OpenRoute } from './write-routes.js';
import type { HostileBody } from './hostile-input.js';

export interface Sent {
  what: string;
  status: number;
  type: string;
  text: string;
}

export async function send(
  origin: string,
  route: OpenRoute,
  body: Pick<HostileBody, 'name' | 'type' | 'text' | 'bytes'>,
  more: { path?: string; headers?: Record<string, string> } = {},
): Promise<Sent> {
  const bytes = body.bytes ?? Buffer.from(body.text);
  const path = more.path ?? route.path;
  const bodyless = route.method === 'GET';
  const answer = await request(`${origin}${path}`, {
    method: route.method,
    headers: {
      ...route.headersFor(bytes),
      ...(!bodyless && { 'content-type': body.type }),
      ...more.headers,
    },
    ...(!bodyless && { body: bytes }),
  });
  const type = String(answer.headers['content-type'] ?? '');
  const streams = type.includes('event-stream');
  if (streams) answer.body.destroy();
  const text = streams ? '' : await answer.body.text();
  return {
    what: `${route.method} ${path.slice(0, 120)} <- ${body.name}`,
    status: answer.statusCode,
    type,
    text,
  };
}

const LONGEST_PROBLEM = 20_000;

/** What is wrong with an answer to bad input; undefined when it says in the right way what is wrong, or took it. */
export function faultOf({ what, status, type, text }: Sent): string | undefined {
  const personal = PERSONAL.find((one) => text.toLowerCase().includes(one.toLowerCase()));
  if (status >= 500) return `${what}: answers ${status}`;
  if (status < 400) return undefined;
  if (personal !== undefined) return `${what}: ${status} repeats ${personal}`;
  if (!type.includes('application/problem+json')) return `${what}: ${status} is ${type}`;
  if (text.length > LONGEST_PROBLEM) return `${what}: ${status} takes ${text.length} characters`;
  const problem = JSON.parse(text) as Record<string, unknown>;
  if (!/^[A-Z][A-Z_]+$/.test(String(problem['code']))) return `${what}: code ${text.slice(0, 200)}`;
  if (problem['status'] !== status) return `${what}: says another status`;
  const { detail } = problem;
  if (typeof detail !== 'string' || detail.length < 15)
    return `${what}: says only ${text.slice(0, 200)}`;
  return undefined;
}
