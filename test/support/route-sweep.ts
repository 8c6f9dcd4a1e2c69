import type { Readable } from 'node:stream';
import { request } from 'undici';
import type { ApiRoute } from './api-routes.js';

/** Whoever sends a sweep's requests. */
export interface Caller {
  name: string;
  headers: Record<string, string>;
}

/** What a sweep puts into paths, queries and bodies. */
export interface SweepValues {
  /** For every path parameter, whatever its name says. */
  ids: string[];
  /** For the parameter `dialect`, which is no id. */
  dialects: string[];
  /** Tried one at a time on every route. */
  queries: string[];
  bodyOf: (route: string) => SweepBody | undefined;
}

export interface SweepBody {
  type: string;
  text: string;
}

export interface Answered {
  caller: string;
  route: string;
  url: string;
  status: number;
  text: string;
}

/** A stream never ends by itself; what it says at once is its answer. */
const STREAM_MS = 300;
const AT_ONCE = 6;

/** Calls every route with every value in every place. */
export async function sweep(
  origin: string,
  routes: readonly ApiRoute[],
  caller: Caller,
  values: SweepValues,
): Promise<Answered[]> {
  const calls = routes.flatMap((route) =>
    urlsOf(route, values).map((url) => () => call(origin, route, url, caller, values)),
  );
  const answers: Answered[] = [];
  const worker = async (): Promise<void> => {
    for (let next = calls.shift(); next; next = calls.shift()) answers.push(await next());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return answers;
}

function urlsOf({ path, parameters }: ApiRoute, values: SweepValues): string[] {
  let paths = [path];
  for (const name of parameters) {
    const fillings = name === 'dialect' ? values.dialects : values.ids;
    paths = paths.flatMap((one) =>
      fillings.map((value) => one.replace(`{${name}}`, encodeURIComponent(value))),
    );
  }
  // A query changes nothing about whose path it is, so one path of each route takes them all.
  return [...paths, ...values.queries.map((query) => `${paths[0]}?${query}`)];
}

async function call(
  origin: string,
  { method, path }: ApiRoute,
  url: string,
  caller: Caller,
  { bodyOf }: SweepValues,
): Promise<Answered> {
  const route = `${method} ${path}`;
  const body = method === 'GET' ? undefined : bodyOf(route);
  const answer = await request(`${origin}${url}`, {
    method,
    headers: { ...caller.headers, ...(body && { 'content-type': body.type }) },
    ...(body && { body: body.text }),
  });
  const streams = String(answer.headers['content-type']).includes('event-stream');
  const text = streams ? await beginningOf(answer.body) : await answer.body.text();
  return { caller: caller.name, route, url, status: answer.statusCode, text };
}

async function beginningOf(body: Readable): Promise<string> {
  const silence = new Promise<undefined>((wake) => {
    setTimeout(() => wake(undefined), STREAM_MS);
  });
  const first = body.iterator({ destroyOnReturn: true }).next() as Promise<IteratorResult<Buffer>>;
  const begun = await Promise.race([first, silence]);
  body.destroy();
  return begun?.value?.toString() ?? '';
}
