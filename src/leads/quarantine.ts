import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Vault } from '#access';
import { Clock } from '#platform';
import { QuarantineItemChangedError, QuarantineItemNotFoundError } from './leads.errors.js';
import { type Page, readCursor, toPage } from './page.js';
import { newId } from './store/new-id.js';
import { stage, type StagedColumns, type StagedRow } from './store/staging.js';

/** A payload that could not be stored, and what would help. */
export interface Refused {
  recordKind: string;
  externalId?: string;
  /** Anything JSON can hold; given back as it is for replay. */
  payload: unknown;
  reason: string;
  field?: string;
  fix: string;
  /** The outside system's own word that was not understood, where it is fit to be shown. */
  about?: string;
}

/** A quarantined payload without the payload: that is personal data and stays sealed. */
export interface QuarantineItem {
  id: string;
  connectionId: string;
  recordKind: string;
  externalId: string | null;
  reason: string;
  field: string | null;
  fix: string;
  about: string | null;
  attempts: number;
  receivedAt: Date;
}

export interface OpenedItem extends QuarantineItem {
  payload: unknown;
  /** The payload as it is stored: another one for every time it is held, even of the same words. */
  sealed: Buffer;
}

export interface QuarantineQuery {
  connectionId?: string;
  reason?: string;
  cursor?: string;
  /** 1..200, default 50. */
  limit?: number;
}

const COLUMNS: StagedColumns = {
  id: 'uuid',
  record_kind: 'text',
  external_id: 'text',
  payload_sealed: 'bytea',
  payload_hash: 'bytea',
  reason: 'text',
  field: 'text',
  fix: 'text',
  about: 'text',
};

const ITEM = `id, connection_id AS "connectionId", record_kind AS "recordKind", external_id AS "externalId",
         reason, field, fix, about, attempts, received_at AS "receivedAt"`;

/** Refused payloads, kept whole until somebody replays or resolves them. Every method runs inside `Tenancy.asDealership`. */
@Injectable()
export class Quarantine {
  constructor(
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /**
   * Keeps refused payloads. A record that is refused again stays one item, with its newest payload.
   * Items of identified records are guarded by the records' turns (see `LeadStore.storeBatch`).
   * @returns how many items these payloads are.
   */
  async hold(
    manager: EntityManager,
    dealershipId: string,
    connectionId: string,
    refused: readonly Refused[],
  ): Promise<number> {
    if (refused.length === 0) return 0;
    const rows = new Map<string, StagedRow>();
    for (const one of refused) {
      const payload = JSON.stringify(one.payload) ?? 'null';
      const identity =
        one.externalId === undefined ? payload : `${one.recordKind} ${one.externalId}`;
      const hash = this.vault.matchHash(dealershipId, `quarantine:${identity}`);
      rows.set(hash.toString('hex'), [
        newId(this.clock.now()),
        one.recordKind,
        one.externalId,
        this.vault.seal(dealershipId, payload),
        hash,
        one.reason,
        one.field,
        one.fix,
        one.about,
      ]);
    }
    const source = await stage(manager, 'staged_quarantine', COLUMNS, {
      records: [...rows.values()],
      row: (row) => row,
      few: false,
    });
    const [connection, received] = [source.params.length + 2, source.params.length + 3];
    await manager.query(
      `INSERT INTO quarantine (dealership_id, connection_id, received_at, ${Object.keys(COLUMNS).join(', ')})
       SELECT $1, $${connection}::uuid, $${received}::timestamptz, s.* FROM ${source.sql}
       -- One order for everybody: batches that refuse the same payloads must not wait for each other in a ring.
       ORDER BY s.payload_hash
       ON CONFLICT (dealership_id, connection_id, payload_hash) DO UPDATE SET
         payload_sealed = excluded.payload_sealed, reason = excluded.reason, field = excluded.field, fix = excluded.fix,
         about = excluded.about,
         resolved_at = NULL, resolution = NULL`,
      [dealershipId, ...source.params, connectionId, this.clock.now()],
    );
    return rows.size;
  }

  /** What waits, oldest first. @throws CursorError */
  async list(
    manager: EntityManager,
    dealershipId: string,
    query: QuarantineQuery = {},
  ): Promise<Page<QuarantineItem>> {
    const limit = query.limit ?? 50;
    const end = query.cursor === undefined ? undefined : readCursor(query.cursor);
    const rows = await manager.query<(QuarantineItem & { cursorAt: string })[]>(
      `SELECT ${ITEM}, received_at::text AS "cursorAt" FROM quarantine
       WHERE dealership_id = $1 AND resolved_at IS NULL
         AND ($2::uuid IS NULL OR connection_id = $2) AND ($3::text IS NULL OR reason = $3)
         AND ($4::timestamptz IS NULL OR (received_at, id) > ($4, $5::uuid))
       ORDER BY received_at, id LIMIT $6`,
      [
        dealershipId,
        query.connectionId ?? null,
        query.reason ?? null,
        end?.at ?? null,
        end?.id ?? null,
        limit + 1,
      ],
    );
    return toPage(rows, limit, ({ cursorAt: _cursorAt, ...item }) => item);
  }

  async count(
    manager: EntityManager,
    dealershipId: string,
    connectionId?: string,
  ): Promise<number> {
    const [row] = await manager.query<[{ waiting: number }]>(
      `SELECT count(*)::int AS waiting FROM quarantine
       WHERE dealership_id = $1 AND resolved_at IS NULL AND ($2::uuid IS NULL OR connection_id = $2)`,
      [dealershipId, connectionId ?? null],
    );
    return row.waiting;
  }

  /**
   * A waiting item with its payload opened. It is not locked: whoever stores takes the turn of its
   * records first, and {@link resolve} and {@link noteAttempt} find out whether it is still as it was read.
   * @throws QuarantineItemNotFoundError
   */
  async open(manager: EntityManager, dealershipId: string, id: string): Promise<OpenedItem> {
    const [row] = await manager.query<(QuarantineItem & { sealed: Buffer })[]>(
      `SELECT ${ITEM}, payload_sealed AS sealed FROM quarantine
       WHERE dealership_id = $1 AND id = $2 AND resolved_at IS NULL`,
      [dealershipId, id],
    );
    if (!row) throw new QuarantineItemNotFoundError(id);
    return { ...row, payload: JSON.parse(this.vault.open(dealershipId, row.sealed)) as unknown };
  }

  /** Its payload has been stored. @throws QuarantineItemChangedError */
  async resolve(
    manager: EntityManager,
    dealershipId: string,
    { id, sealed }: OpenedItem,
    resolution: string,
  ): Promise<void> {
    const [, resolved] = await manager.query<[unknown, number]>(
      `UPDATE quarantine SET resolved_at = $4, resolution = $5
       WHERE dealership_id = $1 AND id = $2 AND payload_sealed = $3 AND resolved_at IS NULL`,
      [dealershipId, id, sealed, this.clock.now(), resolution],
    );
    if (resolved === 0) throw new QuarantineItemChangedError(id);
  }

  /** Records that have been stored after all no longer wait. */
  async resolveStored(
    manager: EntityManager,
    dealershipId: string,
    connectionId: string,
    stored: { recordKind: string; externalIds: readonly string[] },
  ): Promise<void> {
    if (stored.externalIds.length === 0) return;
    await manager.query(
      `UPDATE quarantine SET resolved_at = $5, resolution = 'stored'
       WHERE dealership_id = $1 AND connection_id = $2 AND record_kind = $3 AND resolved_at IS NULL AND external_id = ANY($4::text[])`,
      [dealershipId, connectionId, stored.recordKind, stored.externalIds, this.clock.now()],
    );
  }

  /** A replay was refused again. @throws QuarantineItemChangedError */
  async noteAttempt(
    manager: EntityManager,
    dealershipId: string,
    { id, sealed }: OpenedItem,
    refusal: { reason: string; field?: string; fix: string; about?: string },
  ): Promise<void> {
    const [, noted] = await manager.query<[unknown, number]>(
      `UPDATE quarantine SET attempts = attempts + 1, reason = $4, field = $5, fix = $6, about = $7
       WHERE dealership_id = $1 AND id = $2 AND payload_sealed = $3 AND resolved_at IS NULL`,
      [
        dealershipId,
        id,
        sealed,
        refusal.reason,
        refusal.field ?? null,
        refusal.fix,
        refusal.about ?? null,
      ],
    );
    if (noted === 0) throw new QuarantineItemChangedError(id);
  }

  /** Ids of items that wait for one reason, oldest first. @param about - Only of this word, or of no word. */
  async waitingFor(
    manager: EntityManager,
    dealershipId: string,
    connectionId: string,
    { reason, about = null, limit }: { reason: string; about?: string | null; limit: number },
  ): Promise<string[]> {
    const rows = await manager.query<{ id: string }[]>(
      `SELECT id FROM quarantine
       WHERE dealership_id = $1 AND connection_id = $2 AND reason = $3 AND resolved_at IS NULL
         AND ($5::text IS NULL OR about IS NULL OR lower(about) = lower($5)) ORDER BY received_at, id LIMIT $4`,
      [dealershipId, connectionId, reason, limit, about],
    );
    return rows.map((row) => row.id);
  }
}
