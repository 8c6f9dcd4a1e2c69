import type { EntityManager } from 'typeorm';
import type { Vault } from '#access';
import type { StandardBatch } from '../standard-record.js';
import { ask } from './asking.js';
import { MERGE_IN_MEMORY } from './staging.js';

/** What a batch may touch beyond its own records. */
export type Reach =
  /** Records stored before: leads that wait for it, the same person, earlier leads. */
  | 'stored'
  /** Nothing stored before refers to it or is like it, and nothing can until it is committed. */
  | 'itself';

/** A batch's turn, and how it is best merged. */
export interface Turn {
  reach: Reach;
  /** The batch is small: its rows are looked up one by one. */
  few: boolean;
}

/** A lead on arrival with what comes along; above this the whole dealership's turn costs less. */
const FEW = 50;

/**
 * Locks end with the transaction. Larger batches and the desk have the dealership to themselves.
 * Small ones share it and take turns only where they meet: each locks what its records are and are
 * found by, always in one order, then the dealership for sharing, and where it reaches stored
 * records also the turn of those that do. New people's leads hold each other up nowhere.
 */
export async function takeTurn(manager: EntityManager, dealershipId: string): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `leads ${dealershipId}`,
  ]);
}

/**
 * The turn of a batch, and of records that came with it and were refused: what waits in quarantine
 * under their identities changes hands with them.
 */
export async function takeTurnWith(
  manager: EntityManager,
  dealershipId: string,
  { batch, refused }: { batch: StandardBatch; refused: readonly RefusedRecord[] },
  vault: Vault,
): Promise<Turn> {
  const { customers, vehicles, leads, activities } = batch;
  const stored = customers.length + vehicles.length + leads.length + activities.length;
  if (stored + refused.length > FEW) {
    await takeTurn(manager, dealershipId);
    await manager.query(MERGE_IN_MEMORY);
    return { reach: 'stored', few: false };
  }
  const locks = locksOf(batch, refused, (text) =>
    vault.matchHash(dealershipId, text).readBigInt64BE().toString(),
  );
  await ask(manager, { sql: LOCK, repeats: true }, [
    [...locks.keys()],
    [...locks.values()],
    `leads ${dealershipId}`,
  ]);
  const [found] = await ask<{ turn: string | null }>(manager, { sql: LOOK, repeats: true }, [
    dealershipId,
    ...pairsOf(personsOf(batch)),
    ...pairsOf(leadsOf(batch)),
    ...pairsOf(customers),
    ...pairsOf(vehicles),
    customers.flatMap(({ email }) =>
      email === undefined ? [] : vault.matchHash(dealershipId, `email:${email}`),
    ),
    customers.flatMap(({ phone }) =>
      phone === undefined ? [] : vault.matchHash(dealershipId, `phone:${phone}`),
    ),
    `leads reaching others ${dealershipId}`,
  ]);
  return { reach: found?.turn === null ? 'itself' : 'stored', few: true };
}

interface Reference {
  connectionId: string;
  externalId: string;
}

/** A record that came and was refused, where it says which one it is. */
export interface RefusedRecord extends Reference {
  recordKind: string;
}

/** Customers that come or are meant. */
const personsOf = ({ customers, leads }: StandardBatch): Reference[] => [
  ...customers,
  ...leads.flatMap(({ connectionId, customerExternalId: externalId }) =>
    externalId === undefined ? [] : { connectionId, externalId },
  ),
];

/** Leads that come or are meant. */
const leadsOf = ({ leads, activities }: StandardBatch): Reference[] => [
  ...leads,
  ...activities.map(({ connectionId, leadExternalId: externalId }) => ({
    connectionId,
    externalId,
  })),
];

const pairsOf = (references: Reference[]): [string[], string[]] => [
  references.map((one) => one.connectionId),
  references.map((one) => one.externalId),
];

/** Lock key to whether it is held alone, in the order in which everybody takes them. */
function locksOf(
  batch: StandardBatch,
  refused: readonly RefusedRecord[],
  keyOf: (text: string) => string,
): Map<string, boolean> {
  const key = (kind: string, { connectionId, externalId }: Reference): string =>
    keyOf(`turn ${kind} ${connectionId} ${externalId}`);
  const alone = [
    ...personsOf(batch).map((one) => key('customer', one)),
    ...leadsOf(batch).map((one) => key('lead', one)),
    ...batch.vehicles.map((one) => key('vehicle', one)),
    ...batch.activities.map((one) => key('activity', one)),
    ...refused.map((one) => key(one.recordKind, one)),
    ...batch.customers.flatMap(({ email, phone }) => [
      ...(email === undefined ? [] : [keyOf(`turn email ${email}`)]),
      ...(phone === undefined ? [] : [keyOf(`turn phone ${phone}`)]),
    ]),
  ];
  // Many leads may mean one vehicle at once; it must only not arrive or change meanwhile.
  const shared = batch.leads.flatMap(({ connectionId, vehicleExternalId: externalId }) =>
    externalId === undefined ? [] : key('vehicle', { connectionId, externalId }),
  );
  const locks = new Map<string, boolean>();
  for (const one of shared) locks.set(one, false);
  for (const one of alone) locks.set(one, true);
  return new Map([...locks].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The records' locks in the order given, then the dealership for sharing. Statements that follow are
 * planned once for all batches, so that they must not follow what a young table's size suggests.
 */
const LOCK = `
  SELECT CASE WHEN t.alone THEN pg_advisory_xact_lock(t.key)::text ELSE pg_advisory_xact_lock_shared(t.key)::text END
  FROM unnest($1::bigint[], $2::boolean[]) AS t (key, alone)
  UNION ALL
  SELECT pg_advisory_xact_lock_shared(hashtextextended($3, 0))::text
  UNION ALL
  SELECT set_config(name, value, true)
  FROM (VALUES ('plan_cache_mode', 'force_generic_plan'), ('enable_seqscan', 'off'),
               ('enable_hashjoin', 'off'), ('enable_mergejoin', 'off')) AS s (name, value)`;

const among = (table: string, column: string, at: number): string => `
  SELECT FROM unnest($${at}::uuid[], $${at + 1}::text[]) AS w (connection_id, external_id)
  CROSS JOIN LATERAL (SELECT FROM ${table} x WHERE x.dealership_id = $1 AND x.connection_id = w.connection_id
    AND x.${column} = w.external_id`;

/** Takes the turn of those that reach stored records when there are any to reach. */
const LOOK = `
  SELECT CASE WHEN
    EXISTS (${among('customer', 'external_id', 2)} LIMIT 1) x)
    OR EXISTS (${among('lead', 'external_id', 4)} LIMIT 1) x)
    OR EXISTS (${among('lead', 'customer_external_id', 6)} AND x.customer_id IS NULL LIMIT 1) x)
    OR EXISTS (${among('lead', 'vehicle_external_id', 8)} AND x.vehicle_id IS NULL LIMIT 1) x)
    OR EXISTS (SELECT FROM customer WHERE dealership_id = $1 AND email_hash = ANY($10::bytea[]))
    OR EXISTS (SELECT FROM customer WHERE dealership_id = $1 AND phone_hash = ANY($11::bytea[]))
  THEN pg_advisory_xact_lock(hashtextextended($12, 0))::text END AS turn`;
