import type { components } from './schema';

type Me = components['schemas']['MeDto'];
type Page = components['schemas']['WorklistPageDto'];
type Lead = components['schemas']['LeadPanelDto'];

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Older than this an answer is not what was asked for. */
const FRESH_MS = 10_000;
/** As the queue asks for its first page. */
export const FIRST_PAGE = { limit: 50, outcome: 'OPEN' as const };

interface Asked {
  at: number;
  /** undefined: somebody took it. */
  me: Promise<Answer<Me>> | undefined;
  /** Without filters, of the rooftop that will be shown; undefined where nobody is signed in. */
  queue: Promise<{ key: string; page: Answer<Page> } | undefined> | undefined;
  /** The one that will stand open beside the queue, or by itself. */
  lead: Promise<{ key: string; leadId: string; lead: Answer<Lead> } | undefined> | undefined;
}

let asked: Asked | undefined;

/**
 * Asks who is there, and for the first page of the queue, while the desk's code is still on its way: on a
 * slow phone the code takes longer than the answers. What nobody takes is forgotten.
 *
 * @param rooftop - The key of the one shown last on this device.
 * @param desk - Whether a lead will stand beside the queue.
 */
export function askAhead(
  { pathname, search }: Location,
  { rooftop, desk }: { rooftop: string | null; desk: boolean },
): void {
  const me = answerOf<Me>('/v1/me', {});
  const wantsQueue = search === '' && (pathname === '/' || pathname.startsWith('/leads/'));
  const queue = wantsQueue ? queueOf(me, rooftop) : undefined;
  const lead = leadOf(pathname, me, { rooftop, queue: desk ? queue : undefined });
  // Whoever takes one hears of its failure; one that nobody takes fails in silence.
  for (const answer of [me, queue, lead]) answer?.catch(() => undefined);
  asked = { at: performance.now(), me, queue, lead };
}

async function queueOf(me: Promise<Answer<Me>>, rooftop: string | null) {
  const key = await keyOf(me, rooftop);
  if (key === undefined) return undefined;
  const page = await answerOf<Page>('/v1/worklist/search', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-dealership': key },
    body: JSON.stringify(FIRST_PAGE),
  });
  return { key, page };
}

/** The lead the address names, else on a desk the first of the queue. */
async function leadOf(
  pathname: string,
  me: Promise<Answer<Me>>,
  { rooftop, queue }: { rooftop: string | null; queue: Asked['queue'] },
) {
  const [, named] = /^\/leads\/([\w-]+)$/.exec(pathname) ?? [];
  const key = named === undefined ? (await queue)?.key : await keyOf(me, rooftop);
  const leadId = named ?? (await queue)?.page.data?.leads[0]?.leadId;
  if (key === undefined || leadId === undefined) return undefined;
  const lead = await answerOf<Lead>(`/v1/worklist/${leadId}`, { headers: { 'x-dealership': key } });
  return { key, leadId, lead };
}

/** At once where a rooftop was shown here before, else when it is known which one will be. */
const keyOf = async (me: Promise<Answer<Me>>, rooftop: string | null) =>
  rooftop ?? (await me).data?.dealerships[0]?.key;

async function answerOf<T>(path: string, request: RequestInit): Promise<Answer<T>> {
  const response = await fetch(path, request);
  const body: unknown = await response.json();
  return response.ok ? { data: body as T, response } : { error: body, response };
}

const isFresh = (one: Asked): boolean => performance.now() - one.at < FRESH_MS;

/** Who is there, if that was asked ahead; once. */
export function takeMe(): Promise<Answer<Me>> | undefined {
  const one = asked;
  if (!one || !isFresh(one)) return undefined;
  asked = { ...one, me: undefined };
  return one.me;
}

/** The first page of that rooftop's queue, if it was asked for ahead; once. */
export async function takeQueue(key: string): Promise<Answer<Page> | undefined> {
  const one = asked;
  if (one) asked = { ...one, queue: undefined };
  if (!one?.queue || !isFresh(one)) return undefined;
  const queue = await one.queue;
  // Refused: it is asked for again, as whoever is signed in by now.
  return queue?.key === key && queue.page.data ? queue.page : undefined;
}

/** That lead of that rooftop, if it was asked for ahead; once. */
export async function takeLead(key: string, leadId: string): Promise<Answer<Lead> | undefined> {
  const one = asked;
  asked = undefined;
  if (!one?.lead || !isFresh(one)) return undefined;
  const lead = await one.lead;
  const isIt = lead?.key === key && lead.leadId === leadId;
  // Refused: it is asked for again, as whoever is signed in by now.
  return isIt && lead.lead.response.status !== 401 ? lead.lead : undefined;
}
