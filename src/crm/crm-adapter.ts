import type { CrmRecord, RecordKind } from './crm-record.js';

/** Order matters: a lead refers to customers and vehicles, an activity to a lead. */
export const PULL_ORDER: readonly RecordKind[] = ['customer', 'vehicle', 'lead', 'activity'];

/**
 * One page of changes; records of other kinds may come along with the one asked for. Store `records`, then save `cursor`; a crash between the two
 * repeats the page.
 */
export interface CrmPage {
  records: CrmRecord[];
  /** Opaque to everybody but the dialect; pass it back to go on from here. */
  cursor: string;
  /** The outside system has nothing newer right now. */
  last: boolean;
}

export interface ScorePush {
  leadExternalId: string;
  /** 1..99, what people and CRM fields see. */
  likelihoodPercent: number;
  band: 'hot' | 'warm' | 'cool';
  topReason: string;
  scoredAt: Date;
  modelVersion: string;
  /** Same key on every retry, so that the receiving side can drop a repeat. */
  deliveryKey: string;
}

export type PushResult =
  | { deliveryKey: string; status: 'accepted' }
  /** Try this one again later. */
  | { deliveryKey: string; status: 'retry'; reason: string; retryAfterMs?: number }
  /** Trying again cannot help (lead deleted, field missing, no permission). */
  | { deliveryKey: string; status: 'refused'; reason: string };

export interface ProbeStep {
  name: string;
  ok: boolean;
  detail: string;
  fix?: string;
}

/** How the outside system's own statuses read as outcomes. A status that is absent is unknown, never LOST. */
export type StatusMapping = Record<
  string,
  { outcome: 'OPEN' | 'WON' | 'LOST' | 'STALE' } | { outcome: 'EXCLUDED'; excludedReason: string }
>;

/** A connection as an adapter sees it: settings checked, secrets opened. */
export interface ConnectionConfig {
  id: string;
  dialect: string;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
}

/** One outside system. Every implementation passes test/contracts/crm-adapter.contract.ts. */
export interface CrmAdapter {
  readonly dialect: string;
  /** Largest batch `push` takes; 0 where scores cannot be put into this system at all. */
  readonly pushBatchSize: number;
  statusMapping(): StatusMapping;
  /** Kinds this system can be asked for, a subset of PULL_ORDER and in its order. */
  pullableKinds(): readonly RecordKind[];
  /**
   * The page after `cursor` (null: from the beginning).
   * @throws CrmUnavailableError when the system cannot answer now, with `retryAfterMs` where it said so.
   * @throws CrmAuthError when it refuses our credentials.
   */
  pull(kind: RecordKind, cursor: string | null): Promise<CrmPage>;
  /**
   * One result for every push, in any order, matched by `deliveryKey`. A system that cannot answer
   * now gives `retry` for all it was not told, with `retryAfterMs` where it said so.
   * @throws CrmAuthError when it refuses our credentials; pushing again is harmless.
   */
  push(scores: ScorePush[]): Promise<PushResult[]>;
  /** What the CRM now shows for a lead, or null where it cannot be read back. */
  readBack(leadExternalId: string): Promise<{ likelihoodPercent: number } | null>;
  probe(): Promise<ProbeStep[]>;
  /** Throws CrmAuthError when a webhook's proof does not match its raw bytes. */
  verifyWebhook(headers: Record<string, string | undefined>, rawBody: Buffer): void;
  /**
   * Reads pushed payloads (webhook, posted document) as records. None: the message only tells that
   * something changed, and the connection should be pulled.
   */
  read(rawBody: Buffer, contentType: string): CrmRecord[];
}
