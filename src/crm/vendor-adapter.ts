import {
  PULL_ORDER,
  type CrmAdapter,
  type CrmPage,
  type Newcomers,
  type ProbeStep,
  type PushResult,
  type ScorePush,
  type StageOutlet,
  type StatusMapping,
} from './crm-adapter.js';
import type { CrmRecord, RecordKind } from './crm-record.js';
import { CrmAuthError, CrmProtocolError } from './crm.errors.js';
import type { CrmVitals } from './http/crm-vitals.js';
import { probeConnection } from './probe-steps.js';
import { allRefused } from './push-results.js';
import { unreadableMessage } from './unreadable.js';

/** Reads one kind of record, page by page. */
export type PullPages = (cursor: string | null) => Promise<CrmPage>;

/** How scores get in. */
export interface ScoreWriting {
  mostScores: number;
  send(scores: ScorePush[]): Promise<PushResult[]>;
  /** Absent where what was written cannot be read. */
  readBack?(leadExternalId: string): Promise<{ likelihoodPercent: number } | null>;
  /** Whether scores can be written, found out without writing one. */
  canWrite(): Promise<ProbeStep>;
}

/** Why no scores are written, and what to do about it. */
export interface NoWriting {
  missing: string;
  fix: string;
  /** What is tried instead of writing scores. */
  instead?(): ProbeStep;
}

/** What is sent to us unasked. */
export interface VendorMessages {
  /** @throws CrmAuthError when a message's proof does not match its raw bytes. */
  verify(headers: Record<string, string | undefined>, rawBody: Buffer): void;
  /** Undefined where it cannot be read; none: something changed, and the connection should be pulled. */
  read(rawBody: Buffer): CrmRecord[] | undefined;
  /** What a message that cannot be read lacks. */
  expected: string;
}

/** One vendor, as far as vendors differ. */
export interface Vendor {
  dialect: string;
  /** Its name, for people. */
  name: string;
  /** Where it is asked: an origin without credentials. */
  where: string;
  statuses: StatusMapping;
  pulls: Partial<Record<RecordKind, PullPages>>;
  signIn(): Promise<void>;
  scores: ScoreWriting | NoWriting;
  /** A text where none are taken: how to have them taken, or that they never are. */
  messages: VendorMessages | string;
  /** What reading showed beside records: what is left of a limit. */
  remarks?(): ProbeStep[];
  /** What the newest answers told beside their content. */
  vitals(): CrmVitals;
  /** How leads are had that a message names and does not tell. */
  newcomers?: Newcomers;
  /** Where steps of a lead are told, and no score. */
  stages?: StageOutlet | undefined;
  /** For vendors that ask before they send anything. */
  answerChallenge?: (query: Record<string, unknown>) => string;
}

/** The frame of every vendor that is pulled: a dialect says what is its own, see `Vendor`. */
export class VendorAdapter implements CrmAdapter {
  readonly newcomers?: Newcomers;
  readonly stages?: StageOutlet;
  readonly answerChallenge?: (query: Record<string, unknown>) => string;

  constructor(private readonly vendor: Vendor) {
    const { newcomers, stages, answerChallenge } = vendor;
    if (newcomers) this.newcomers = newcomers;
    if (stages) this.stages = stages;
    if (answerChallenge) this.answerChallenge = answerChallenge;
  }

  get dialect(): string {
    return this.vendor.dialect;
  }

  get pushBatchSize(): number {
    const { scores } = this.vendor;
    return 'send' in scores ? scores.mostScores : 0;
  }

  statusMapping(): StatusMapping {
    return this.vendor.statuses;
  }

  pullableKinds(): readonly RecordKind[] {
    return PULL_ORDER.filter((kind) => this.vendor.pulls[kind]);
  }

  async pull(kind: RecordKind, cursor: string | null): Promise<CrmPage> {
    const { pulls, name } = this.vendor;
    const pages = pulls[kind];
    if (pages) return pages(cursor);
    throw new CrmProtocolError(`${name} has no ${kind} records of its own: they come with leads.`);
  }

  async push(scores: ScorePush[]): Promise<PushResult[]> {
    const { scores: writing } = this.vendor;
    if ('send' in writing) return writing.send(scores);
    return allRefused(scores, `Scores are not written, ${writing.missing}. ${writing.fix}`);
  }

  async readBack(leadExternalId: string): Promise<{ likelihoodPercent: number } | null> {
    const { scores } = this.vendor;
    return 'send' in scores ? ((await scores.readBack?.(leadExternalId)) ?? null) : null;
  }

  vitals(): CrmVitals {
    return this.vendor.vitals();
  }

  probe(): Promise<ProbeStep[]> {
    const { where, statuses } = this.vendor;
    return probeConnection({
      where,
      statuses,
      kinds: this.pullableKinds(),
      signIn: () => this.vendor.signIn(),
      firstPage: (kind) => this.pull(kind, null),
      canWrite: () => this.#canWrite(),
      remarks: () => this.vendor.remarks?.() ?? [],
    });
  }

  verifyWebhook(headers: Record<string, string | undefined>, rawBody: Buffer): void {
    const { messages } = this.vendor;
    if (typeof messages === 'string') throw new CrmAuthError(messages);
    messages.verify(headers, rawBody);
  }

  read(rawBody: Buffer): CrmRecord[] {
    const { messages } = this.vendor;
    if (typeof messages === 'string') return [unreadableMessage(rawBody, messages)];
    return messages.read(rawBody) ?? [unreadableMessage(rawBody, messages.expected)];
  }

  async #canWrite(): Promise<ProbeStep> {
    const { scores } = this.vendor;
    if ('send' in scores) return scores.canWrite();
    if (scores.instead) return scores.instead();
    return { name: 'write scores', ok: false, detail: scores.missing, fix: scores.fix };
  }
}
