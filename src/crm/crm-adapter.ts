import type { CrmRecord, RecordKind } from './crm-record.js';
import type { CrmVitals } from './http/crm-vitals.js';
import type { RefreshTokenTurns } from './http/refresh-token-turns.js';

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
  /** Try this one again later; `untried`: it was not even sent, for others failed before it. */
  | {
      deliveryKey: string;
      status: 'retry';
      reason: string;
      retryAfterMs?: number;
      untried?: true;
    }
  /** Trying again cannot help (lead deleted, field missing, no permission). */
  | { deliveryKey: string; status: 'refused'; reason: string };

/** What a step of a probe is about, for whoever shows it. */
export type ProbeTopic =
  | 'sign-in'
  | 'read'
  | 'identify'
  | 'statuses'
  | 'write'
  | 'clock'
  | 'limit'
  | 'other';

export interface ProbeStep {
  name: string;
  topic?: ProbeTopic;
  /** Of which records, where it is about some. */
  kind?: RecordKind;
  ok: boolean;
  detail: string;
  fix?: string;
  /** Of a few records which of our fields they fill: names only, for values may be somebody's. */
  samples?: string[][];
  /** Statuses on the first page, in the system's own words, and how often each stood there. */
  statuses?: { status: string; count: number }[];
}

export const LEAD_STAGES = ['arrived', 'qualified', 'appointment', 'shown', 'won', 'lost'] as const;
/** How far a lead has come, in our words. */
export type LeadStage = (typeof LEAD_STAGES)[number];

/** One step of one lead, told once. */
export interface StagePush {
  leadExternalId: string;
  stage: LeadStage;
  reachedAt: Date;
  arrivedAt: Date;
  /** The newest score by then; null where there was none. */
  likelihoodPercent: number | null;
  /** Of the vehicle of interest. */
  price: { amount: number; currency: string } | null;
  /** Only where the outlet wants it. */
  contact?: { email?: string; phone?: string };
  /** Same key on every retry, so that the receiving side can drop a repeat. */
  deliveryKey: string;
}

/** Where a system is told the steps of a lead, and not a score. */
export interface StageOutlet {
  readonly batchSize: number;
  /** Whether pushes need the customer's e-mail address and phone number. */
  readonly wantsContact: boolean;
  /** As {@link CrmAdapter.push}: one result for every push; CrmAuthError where credentials are refused. */
  tell(stages: StagePush[]): Promise<PushResult[]>;
}

/** How leads are had that a message names and does not tell; they never change afterwards. */
export interface Newcomers {
  /** Ids of the leads that a message names. */
  namedIn(rawBody: Buffer): string[];
  /** Those leads; one that is gone is missing. Throws as {@link CrmAdapter.pull} does. */
  fetch(ids: readonly string[]): Promise<CrmRecord[]>;
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
  /** Absent: a refresh token that was replaced is good until this process ends. */
  refreshTokens?: RefreshTokenTurns;
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
  /** What the newest answers told beside their content; absent where nothing is asked over HTTP. */
  vitals?(): CrmVitals;
  /** Throws CrmAuthError when a webhook's proof does not match its raw bytes. */
  verifyWebhook(headers: Record<string, string | undefined>, rawBody: Buffer): void;
  /**
   * Reads pushed payloads (webhook, posted document) as records. None: the message only tells that
   * something changed, and the connection should be pulled.
   */
  read(rawBody: Buffer, contentType: string): CrmRecord[];
  /** As {@link read}, in a thread of its own: for large messages, where they would keep everybody waiting. */
  readAside?(rawBody: Buffer, contentType: string): Promise<CrmRecord[]>;
  readonly newcomers?: Newcomers;
  readonly stages?: StageOutlet;
  /**
   * What to answer a vendor that asks, before it sends anything, whether a webhook's address is ours.
   * @throws CrmAuthError when it does not show what was agreed on.
   */
  answerChallenge?(query: Record<string, unknown>): string;
}
