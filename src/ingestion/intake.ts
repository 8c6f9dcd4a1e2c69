import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Tenant, Tenancy } from '#access';
import { type Connection, Connections, IdempotencyKeys, type KeyedRequest } from '#leads';
import type { CrmRecord, Refusal } from '#crm';
import { Clock } from '#platform';
import { Admission } from './admission.js';
import { cleanText } from './cleaning/clean-text.js';
import type { NotedCounts } from './counts.js';
import { Doorways } from './doorways.js';
import { Together } from './together.js';

/** What became of one pushed record, in the order they were pushed. */
export interface IntakeItem {
  kind: CrmRecord['kind'];
  externalId: string | null;
  status: 'stored' | 'quarantined';
  /** Our id of a stored lead. */
  leadId: string | null;
  /** Why it was quarantined, and what would help. */
  refusal: Refusal | null;
}

export interface IntakeReceipt {
  connection: string;
  items: IntakeItem[];
  counts: NotedCounts;
}

interface Door {
  dealershipId: string;
  connectionKey: string;
}

/** Doors that every dealership has without configuring them. */
const BUILT_IN: Record<string, { name: string; dialect: string }> = {
  api: { name: 'Leads posted as JSON', dialect: 'api' },
  adf: { name: 'Leads posted as ADF', dialect: 'adf' },
};

/** Takes what others push to us: posted leads, ADF documents, webhooks. */
@Injectable()
export class Intake {
  /** Batches of one dealership follow each other anyway, so single records that come meanwhile share the next. */
  readonly #singles = new Together<CrmRecord, IntakeItem>(async (door, records) => {
    const { dealershipId, connectionKey } = JSON.parse(door) as Door;
    return (await this.accept({ dealershipId }, connectionKey, records)).items;
  });

  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly connections: Connections,
    private readonly doorways: Doorways,
    private readonly admission: Admission,
    private readonly clock: Clock,
    private readonly keys: IdempotencyKeys,
  ) {}

  /**
   * Stores or quarantines each record; all in one transaction, so that an answer means it is safe.
   * @param idempotencyKey - Of the caller: the same again must bring the same records.
   * @throws ConnectionNotFoundError @throws IdempotencyKeyReusedError
   */
  accept(
    tenant: Pick<Tenant, 'dealershipId'>,
    connectionKey: string,
    records: readonly CrmRecord[],
    idempotencyKey?: string,
  ): Promise<IntakeReceipt> {
    const { dealershipId } = tenant;
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const connection = await this.#connection(manager, dealershipId, connectionKey);
      const keyed = keyedRequest(connection.key, records, idempotencyKey);
      if (keyed) await this.keys.use(manager, dealershipId, keyed);
      const { context } = await this.doorways.open(manager, dealershipId, connection.id);
      const dated = await this.#dated(manager, dealershipId, connection.id, records);
      // A pushed record is all there is: what it carries along is stored with it.
      const { counts, refusals } = await this.admission.admit(
        manager,
        dealershipId,
        { ...context, pulledKinds: new Set() },
        dated,
      );
      // What was refused may come again, mended, under the same key.
      if (keyed && refusals.size > 0) await this.keys.release(manager, dealershipId, keyed);
      const leadIds = await leadIdsOf(manager, dealershipId, connection.id, dated);
      const items = dated.map((record, at) => itemOf(record, refusals.get(at), leadIds));
      return { connection: connection.key, items, counts };
    });
  }

  /** As {@link accept} for one record; what is pushed at the same moment may share its transaction. */
  async acceptOne(
    { dealershipId }: Pick<Tenant, 'dealershipId'>,
    connectionKey: string,
    record: CrmRecord,
    idempotencyKey?: string,
  ): Promise<IntakeItem | undefined> {
    if (idempotencyKey === undefined)
      return this.#singles.do(
        JSON.stringify({ dealershipId, connectionKey } satisfies Door),
        record,
      );
    const receipt = await this.accept({ dealershipId }, connectionKey, [record], idempotencyKey);
    return receipt.items[0];
  }

  #connection(manager: EntityManager, dealershipId: string, key: string): Promise<Connection> {
    const builtIn = Object.hasOwn(BUILT_IN, key) ? BUILT_IN[key] : undefined;
    return builtIn
      ? this.connections.ensure(manager, dealershipId, { key, ...builtIn })
      : this.connections.byKey(manager, dealershipId, key);
  }

  /** A pushed lead that does not say when it arrived arrives now; pushed again, it arrived when it first did. */
  async #dated(
    manager: EntityManager,
    dealershipId: string,
    connectionId: string,
    records: readonly CrmRecord[],
  ): Promise<CrmRecord[]> {
    const undated = records.flatMap((record) =>
      isUndated(record) ? (externalIdOf(record) ?? []) : [],
    );
    if (undated.length === 0) return [...records];
    const stored = await manager.query<{ externalId: string; arrivedAt: Date }[]>(
      `SELECT external_id AS "externalId", arrived_at AS "arrivedAt" FROM lead
       WHERE dealership_id = $1 AND connection_id = $2 AND external_id = ANY($3::text[])`,
      [dealershipId, connectionId, undated],
    );
    const arrivals = new Map(stored.map((lead) => [lead.externalId, lead.arrivedAt]));
    const now = this.clock.now();
    return records.map((record) =>
      record.kind === 'lead' && isUndated(record)
        ? {
            ...record,
            said: {
              ...record.said,
              arrivedAt: (arrivals.get(externalIdOf(record) ?? '') ?? now).toISOString(),
            },
          }
        : record,
    );
  }
}

const keyedRequest = (
  connection: string,
  records: readonly CrmRecord[],
  key: string | undefined,
): KeyedRequest | undefined =>
  key === undefined
    ? undefined
    : { key, purpose: `intake ${connection}`, body: records.map(({ payload }) => payload) };

const isUndated = (record: CrmRecord): boolean =>
  record.kind === 'lead' && cleanText(record.said.arrivedAt) === undefined;

const externalIdOf = (record: CrmRecord): string | undefined =>
  record.kind === 'unreadable' ? undefined : cleanText(record.said.externalId, 200);

async function leadIdsOf(
  manager: EntityManager,
  dealershipId: string,
  connectionId: string,
  records: readonly CrmRecord[],
): Promise<Map<string, string>> {
  const externalIds = records.flatMap((record) =>
    record.kind === 'lead' ? (externalIdOf(record) ?? []) : [],
  );
  const rows = await manager.query<{ id: string; externalId: string }[]>(
    `SELECT id, external_id AS "externalId" FROM lead WHERE dealership_id = $1 AND connection_id = $2 AND external_id = ANY($3::text[])`,
    [dealershipId, connectionId, externalIds],
  );
  return new Map(rows.map((row) => [row.externalId, row.id]));
}

function itemOf(
  record: CrmRecord,
  refusal: Refusal | undefined,
  leadIds: Map<string, string>,
): IntakeItem {
  const externalId = externalIdOf(record) ?? null;
  const leadId =
    record.kind === 'lead' && !refusal ? (leadIds.get(externalId ?? '') ?? null) : null;
  return {
    kind: record.kind,
    externalId,
    status: refusal ? 'quarantined' : 'stored',
    leadId,
    refusal: refusal ?? null,
  };
}
