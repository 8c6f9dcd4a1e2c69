import { api } from '../api/desk-api';
import { answered, Problem } from '../api/problem';
import type { NewActivity, NewOutcome } from '../api/shapes';

/** Something a person logged, not yet taken by the server. It names a lead and nobody: no personal data waits here. */
export interface Entry {
  /** The server records what comes twice under it once. */
  key: string;
  /** Who logged it: sent as theirs or not yet, whoever else signs in on this device. */
  by: string | undefined;
  /** The rooftop it was logged at: another may be open when it is sent. */
  rooftop: string;
  leadId: string;
  what: { activity: NewActivity } | { outcome: NewOutcome };
}

const KEPT = 'outbox';
/** Notes tell of people, so they never lie in the browser's storage: they wait as long as the page is open. */
const notes = new Map<string, string>();

/** `crypto.randomUUID` is missing on pages served without TLS, as within a dealership's own network. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-');
}

export function waitingEntries(): Entry[] {
  const kept = window.localStorage.getItem(KEPT);
  return kept === null ? [] : (JSON.parse(kept) as Entry[]);
}

function keep(entries: Entry[]): void {
  if (entries.length === 0) window.localStorage.removeItem(KEPT);
  else window.localStorage.setItem(KEPT, JSON.stringify(entries.map(withoutNote)));
}

function withoutNote(entry: Entry): Entry {
  if (!('activity' in entry.what)) return entry;
  const { note, ...activity } = entry.what.activity;
  if (note !== undefined) notes.set(entry.key, note);
  return { ...entry, what: { activity } };
}

const without = (key: string): Entry[] => waitingEntries().filter((entry) => entry.key !== key);

/** Worth another try later: the server was not reached, is over-busy, or wants a new sign-in. */
const isPassing = (error: unknown): boolean =>
  error instanceof Problem && (error.status === 0 || error.status >= 500 || error.status === 401);

/**
 * Sends an entry, or keeps it until there is a connection.
 *
 * @returns whether the server has it; false: it waits.
 * @throws Problem where the server will never take it.
 */
export async function post(entry: Entry): Promise<boolean> {
  keep([...without(entry.key), entry]);
  try {
    await send(entry);
  } catch (error) {
    if (isPassing(error)) return false;
    keep(without(entry.key));
    throw error;
  }
  keep(without(entry.key));
  return true;
}

let sending: Promise<number> | undefined;

/** Sends all of somebody's that waits, in order; what cannot be sent yet stays. @returns how many were taken. */
export function sendWaiting(by: string | undefined): Promise<number> {
  sending ??= sendAll(by).finally(() => (sending = undefined));
  return sending;
}

async function sendAll(by: string | undefined): Promise<number> {
  let taken = 0;
  for (const entry of waitingEntries().filter((one) => one.by === by)) {
    try {
      await send(entry);
      taken += 1;
    } catch (error) {
      if (isPassing(error)) return taken;
    }
    keep(without(entry.key));
  }
  return taken;
}

function send({ key, rooftop, leadId, what }: Entry): Promise<unknown> {
  const path = { leadId };
  const header = { 'idempotency-key': key, 'x-dealership': rooftop };
  if ('activity' in what)
    return answered(
      api.POST('/v1/leads/{leadId}/activities', {
        params: { path, header },
        body: { ...what.activity, ...(notes.has(key) && { note: notes.get(key)! }) },
        keepalive: true,
      }),
    );
  return answered(
    api.POST('/v1/leads/{leadId}/outcome', {
      params: { path },
      headers: header,
      body: what.outcome,
      keepalive: true,
    }),
  );
}
