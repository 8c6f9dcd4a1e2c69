import { setTimeout as sleep } from 'node:timers/promises';
import { onServer, say } from '../stage.js';
import type { Dealer } from './dealer.js';
import { NEWER } from './doors.js';

export interface Expected {
  dealers: Dealer[];
  /** How many leads each dialect was given. */
  numbersOf: ReadonlyMap<string, number>;
  databaseUrl: string;
}

/** What became of one dialect's leads and their scores. */
export interface DialectRow {
  dialect: string;
  expected: number;
  stored: number;
  missing: number;
  extra: number;
  /** Leads that show an older version though a newer one was told. */
  outdated: number;
  scored: number;
  unscored: number;
  /** Scores taken more than once. */
  repeats: number;
  /** Repeats that did not bear the key of the first. */
  otherKeys: number;
  hasKeys: boolean;
  requests: number;
}

/** A delivery that was given up or still waits. */
export interface Unsettled {
  dialect: string;
  state: string;
  attempts: number;
  /** Seconds until it is tried again. */
  dueIn: number;
  error: string | null;
}

export interface Reckoning {
  rows: DialectRow[];
  quarantined: number;
  unsettled: Unsettled[];
  seconds: number;
}

const LOOK_EVERY_MS = 2000;

/** Returns when every lead is stored and every score delivered, or when nothing moves any more. */
export async function waitUntilDone(
  expected: Expected,
  patienceMs: number,
  killed: () => number,
): Promise<void> {
  const all = [...expected.numbersOf.values()].reduce((sum, count) => sum + count, 0);
  let moved = { count: 0, at: Date.now() };
  while (Date.now() < moved.at + patienceMs) {
    const { leads, delivered, waiting } = await progress(expected.databaseUrl);
    if (delivered >= all && waiting === 0) return;
    if (leads + delivered > moved.count) moved = { count: leads + delivered, at: Date.now() };
    say(
      `${leads} of ${all} stored, ${delivered} scores delivered, ${waiting} waiting, ${killed()} workers killed`,
    );
    await sleep(LOOK_EVERY_MS);
  }
  say('went on with something left undone');
}

interface Progress {
  leads: number;
  /** Leads whose score was delivered. */
  delivered: number;
  /** Deliveries still to be made. */
  waiting: number;
}

function progress(url: string): Promise<Progress> {
  return onServer(url, async (client) => {
    const { rows } = await client.query<Progress>(
      `SELECT (SELECT count(*)::int FROM lead) AS leads,
              count(DISTINCT lead_id) FILTER (WHERE state = 'delivered')::int AS delivered,
              count(*) FILTER (WHERE state = 'pending')::int AS waiting
       FROM (SELECT lead_id, state FROM writeback_delivery
             UNION ALL SELECT lead_id, state FROM stage_delivery WHERE stage = 'arrived') AS told`,
    );
    return rows[0] ?? { leads: 0, delivered: 0, waiting: 0 };
  });
}

interface StoredLead {
  dialect: string;
  external_id: string;
  assigned_to: string | null;
}

/** Holds what is stored and what was taken against what came in. */
export async function reckon(expected: Expected, tookMs: number): Promise<Reckoning> {
  const { stored, quarantined, unsettled } = await onServer(
    expected.databaseUrl,
    async (client) => {
      const leads = await client.query<StoredLead>(
        `SELECT connection.key AS dialect, external_id, assigned_to
       FROM lead JOIN crm_connection connection ON connection.id = lead.connection_id`,
      );
      const counts = await client.query<{ quarantined: number }>(
        'SELECT count(*)::int AS quarantined FROM quarantine',
      );
      const waiting = await client.query<Unsettled>(
        `SELECT connection.key AS dialect, state, attempts, last_error AS error,
                extract(epoch FROM next_attempt_at - now())::int AS "dueIn"
         FROM (SELECT connection_id, state, attempts, last_error, next_attempt_at FROM writeback_delivery
               UNION ALL SELECT connection_id, state, attempts, last_error, next_attempt_at FROM stage_delivery) AS delivery
         JOIN crm_connection connection ON connection.id = delivery.connection_id
         WHERE state IN ('pending', 'dead') ORDER BY 1, 2, 3`,
      );
      return {
        stored: leads.rows,
        quarantined: counts.rows[0]?.quarantined ?? 0,
        unsettled: waiting.rows,
      };
    },
  );
  const rows = await Promise.all(
    expected.dealers.map((dealer) =>
      rowOf(
        dealer,
        expected.numbersOf.get(dealer.dialect) ?? 0,
        stored.filter(({ dialect }) => dialect === dealer.connection.key),
      ),
    ),
  );
  return { rows, quarantined, unsettled, seconds: tookMs / 1000 };
}

async function rowOf(dealer: Dealer, count: number, stored: StoredLead[]): Promise<DialectRow> {
  const ids = new Set(Array.from({ length: count }, (_, number) => dealer.idOf(number)));
  const known = new Set(stored.map(({ external_id }) => external_id));
  const taken = await dealer.taken();
  const keysOf = new Map<string, (string | undefined)[]>();
  for (const { leadId, deliveryKey } of taken)
    keysOf.set(leadId, [...(keysOf.get(leadId) ?? []), deliveryKey]);
  const scored = [...ids].filter((id) => keysOf.has(id)).length;
  const hasKeys = taken.some(({ deliveryKey }) => deliveryKey !== undefined);
  return {
    dialect: dealer.dialect,
    expected: count,
    stored: stored.length,
    missing: [...ids].filter((id) => !known.has(id)).length,
    extra: stored.length - [...ids].filter((id) => known.has(id)).length,
    outdated:
      dealer.dialect === 'rest'
        ? stored.filter(({ assigned_to }) => assigned_to !== NEWER).length
        : 0,
    scored,
    unscored: count - scored,
    repeats: taken.length - keysOf.size,
    otherKeys: hasKeys ? [...keysOf.values()].filter((keys) => new Set(keys).size > 1).length : 0,
    hasKeys,
    requests: dealer.server?.requests.length ?? 0,
  };
}
