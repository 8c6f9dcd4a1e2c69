import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { bodyOf, type NewMessage } from './webhook-event.js';

export const MESSAGE_STATES = ['pending', 'delivered', 'dead'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

export interface Message {
  id: string;
  event: string;
  /** As it is sent: without personal data, so it may be shown. */
  body: string;
  state: MessageState;
  attempts: number;
  nextAttemptAt: Date;
  createdAt: Date;
  deliveredAt: Date | null;
  /** What the endpoint answered last; null where it did not. */
  lastStatus: number | null;
  lastError: string | null;
}

export type ClaimedMessage = Pick<Message, 'id' | 'event' | 'body' | 'attempts'>;

export type SettledMessage = Pick<
  Message,
  'id' | 'attempts' | 'state' | 'nextAttemptAt' | 'lastStatus' | 'lastError'
>;

const COLUMNS = `id, event, body, state, attempts, next_attempt_at AS "nextAttemptAt",
  created_at AS "createdAt", delivered_at AS "deliveredAt", last_status AS "lastStatus", last_error AS "lastError"`;
const KEPT_DAYS = 30;

/** Messages on their way to the endpoints of one dealership. Every method runs inside `Tenancy.asDealership`. */
@Injectable()
export class MessageStore {
  /** What an endpoint was told of already is not told again. */
  async add(
    manager: EntityManager,
    dealershipId: string,
    endpointId: string,
    messages: readonly NewMessage[],
    at: Date,
  ): Promise<void> {
    const rows = messages.map(({ event, eventKey, happenedAt, data }) => ({
      id: randomUUID(),
      event,
      eventKey,
      body: bodyOf(event, happenedAt, data),
    }));
    await manager.query(
      `INSERT INTO webhook_message (dealership_id, endpoint_id, id, event, event_key, body, state, next_attempt_at, created_at)
       SELECT $1, $2, new.id, new.event, new."eventKey", new.body, 'pending', $4, $4
       FROM jsonb_to_recordset($3::jsonb) AS new(id uuid, event text, "eventKey" text, body text)
       ON CONFLICT (dealership_id, endpoint_id, event, event_key) DO NOTHING`,
      [dealershipId, endpointId, JSON.stringify(rows), at],
    );
  }

  /** Takes due messages, oldest first, and hides them until `leaseUntil`. */
  async claim(
    manager: EntityManager,
    dealershipId: string,
    endpointId: string,
    { now, limit, leaseUntil }: { now: Date; limit: number; leaseUntil: Date },
  ): Promise<ClaimedMessage[]> {
    const [claimed] = await manager.query<[ClaimedMessage[], number]>(
      `WITH due AS MATERIALIZED (
         SELECT id FROM webhook_message
         WHERE dealership_id = $1 AND endpoint_id = $2 AND state = 'pending' AND next_attempt_at <= $3
         ORDER BY created_at, id LIMIT $4 FOR UPDATE SKIP LOCKED)
       UPDATE webhook_message AS message SET attempts = attempts + 1, next_attempt_at = $5
       FROM due WHERE message.dealership_id = $1 AND message.id = due.id
       RETURNING message.id, event, body, attempts`,
      [dealershipId, endpointId, now, limit, leaseUntil],
    );
    return claimed;
  }

  /** One claimed again since is somebody else's to settle, but what was delivered was delivered. */
  async settle(
    manager: EntityManager,
    dealershipId: string,
    settled: readonly SettledMessage[],
    at: Date,
  ): Promise<void> {
    await manager.query(
      `UPDATE webhook_message AS message SET state = s.state, next_attempt_at = s."nextAttemptAt",
         last_status = s."lastStatus", last_error = s."lastError",
         delivered_at = CASE WHEN s.state = 'delivered' THEN $3::timestamptz END
       FROM jsonb_to_recordset($2::jsonb) AS s(id uuid, attempts int, state text,
         "nextAttemptAt" timestamptz, "lastStatus" int, "lastError" text)
       WHERE message.dealership_id = $1 AND message.id = s.id AND message.state = 'pending'
         AND (message.attempts = s.attempts OR s.state = 'delivered')`,
      [dealershipId, JSON.stringify(settled), at],
    );
  }

  async nextDueAt(
    manager: EntityManager,
    dealershipId: string,
    endpointId: string,
  ): Promise<Date | undefined> {
    const [next] = await manager.query<{ at: Date | null }[]>(
      `SELECT min(next_attempt_at) AS at FROM webhook_message
       WHERE dealership_id = $1 AND endpoint_id = $2 AND state = 'pending'`,
      [dealershipId, endpointId],
    );
    return next?.at ?? undefined;
  }

  /** Newest first; `before` is the id of the last of the page before. */
  list(
    manager: EntityManager,
    dealershipId: string,
    endpointId: string,
    query: { state?: MessageState | undefined; limit: number; before?: string | undefined },
  ): Promise<Message[]> {
    return manager.query(
      `SELECT ${COLUMNS} FROM webhook_message
       WHERE dealership_id = $1 AND endpoint_id = $2 AND ($3::text IS NULL OR state = $3)
         AND ($4::uuid IS NULL OR (created_at, id) <
           (SELECT created_at, id FROM webhook_message WHERE dealership_id = $1 AND id = $4))
       ORDER BY created_at DESC, id DESC LIMIT $5`,
      [dealershipId, endpointId, query.state ?? null, query.before ?? null, query.limit],
    );
  }

  /** Dead ones are due again, under their old ids. @param id - Absent: all. @returns how many. */
  async revive(
    manager: EntityManager,
    dealershipId: string,
    endpointId: string,
    { at, id }: { at: Date; id?: string },
  ): Promise<number> {
    const [, revived] = await manager.query<[unknown, number]>(
      `UPDATE webhook_message SET state = 'pending', attempts = 0, next_attempt_at = $3
       WHERE dealership_id = $1 AND endpoint_id = $2 AND state = 'dead' AND event <> 'webhook.test'
         AND ($4::uuid IS NULL OR id = $4)`,
      [dealershipId, endpointId, at, id ?? null],
    );
    return revived;
  }

  /** What waited while the endpoint was disabled is due at once. */
  async hurry(
    manager: EntityManager,
    dealershipId: string,
    endpointId: string,
    at: Date,
  ): Promise<void> {
    await manager.query(
      `UPDATE webhook_message SET next_attempt_at = least(next_attempt_at, $3)
       WHERE dealership_id = $1 AND endpoint_id = $2 AND state = 'pending'`,
      [dealershipId, endpointId, at],
    );
  }

  async forgetOld(
    manager: EntityManager,
    dealershipId: string,
    endpointId: string,
    now: Date,
  ): Promise<void> {
    await manager.query(
      `DELETE FROM webhook_message WHERE dealership_id = $1 AND endpoint_id = $2
         AND state <> 'pending' AND created_at < $3::timestamptz - make_interval(days => ${KEPT_DAYS})`,
      [dealershipId, endpointId, now],
    );
  }
}
