import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { LeadStore, Quarantine, type StoredBatch } from '#leads';
import type { CrmRecord, RecordKind, Refusal } from '#crm';
import { CleaningNotes } from './cleaning/cleaned.js';
import type { CleaningContext } from './cleaning/cleaning-context.js';
import { cleanRecord, emptyBatch } from './cleaning/clean-record.js';
import { cleanText } from './cleaning/clean-text.js';
import type { NotedCounts } from './counts.js';

/** A lead may still come: waiting activities are tried again after every sync. */
export const LEAD_NOT_STORED = 'its lead is not stored';
const ORPHAN: Refusal = {
  reason: LEAD_NOT_STORED,
  field: 'leadExternalId',
  fix: 'Nothing, if the lead is still to come; else send the lead, or discard this activity.',
};

export interface Admitted {
  counts: NotedCounts;
  /** Records inserted or updated, by kind. */
  changed: StoredBatch['changed'];
  /** Why a record was refused, by its place in what was given. */
  refusals: Map<number, Refusal>;
}

const KINDS: RecordKind[] = ['customer', 'vehicle', 'lead', 'activity'];

/** Cleans records and stores them; what cannot be stored is told apart from the rest, which goes through. */
@Injectable()
export class Admission {
  constructor(
    private readonly store: LeadStore,
    private readonly quarantine: Quarantine,
  ) {}

  /** Stores what can be stored and holds the rest, all in the caller's transaction. */
  async admit(
    manager: EntityManager,
    dealershipId: string,
    context: CleaningContext,
    records: readonly CrmRecord[],
  ): Promise<Admitted> {
    const admitted = await this.storeOnly(manager, dealershipId, context, records);
    const refused = [...admitted.refusals].flatMap(([at, refusal]) => {
      const record = records[at];
      return record === undefined
        ? []
        : [{ recordKind: record.kind, payload: record, ...identityOf(record), ...refusal }];
    });
    const { connectionId } = context;
    const held = await this.quarantine.hold(manager, dealershipId, connectionId, refused);
    const waiting = await this.quarantine.count(manager, dealershipId, connectionId);
    if (waiting > held)
      await this.#settle(manager, dealershipId, connectionId, records, admitted.refusals);
    return admitted;
  }

  /** Stores what can be stored and only tells of the rest. */
  async storeOnly(
    manager: EntityManager,
    dealershipId: string,
    context: CleaningContext,
    records: readonly CrmRecord[],
  ): Promise<Admitted> {
    const batch = emptyBatch();
    const notes = new CleaningNotes();
    const refusals = new Map<number, Refusal>();
    for (const [at, record] of records.entries()) {
      const refused = cleanRecord(record, context, notes, batch);
      if (refused) refusals.set(at, storable(refused.refusal));
    }
    const stored = await this.store.storeBatch(
      manager,
      dealershipId,
      batch,
      identified(records, refusals, context.connectionId),
    );
    const orphaned = new Set(stored.orphans.map((activity) => activity.externalId));
    for (const [at, record] of records.entries())
      if (record.kind === 'activity' && orphaned.has(cleanText(record.said.externalId) ?? ''))
        refusals.set(at, ORPHAN);
    return {
      counts: countsOf(records, refusals, stored, notes),
      changed: stored.changed,
      refusals,
    };
  }

  /** A record that came again and could be stored waits no longer. */
  async #settle(
    manager: EntityManager,
    dealershipId: string,
    connectionId: string,
    records: readonly CrmRecord[],
    refusals: Map<number, Refusal>,
  ): Promise<void> {
    for (const recordKind of KINDS) {
      const externalIds = records.flatMap((record, at) =>
        record.kind === recordKind && !refusals.has(at)
          ? (identityOf(record).externalId ?? [])
          : [],
      );
      await this.quarantine.resolveStored(manager, dealershipId, connectionId, {
        recordKind,
        externalIds,
      });
    }
  }
}

const LONGEST_FIELD = 200;
const LONGEST_WORDS = 1000;

/** A refusal may name a field as the sender spelt it, with characters that PostgreSQL stores in no text. */
function storable({ field, reason, fix, about }: Refusal): Refusal {
  const named = cleanText(field, LONGEST_FIELD);
  return {
    reason: cleanText(reason, LONGEST_WORDS) ?? 'unreadable',
    ...(named !== undefined && { field: named }),
    fix: cleanText(fix, LONGEST_WORDS) ?? 'Send it again.',
    ...(about !== undefined && { about }),
  };
}

const identityOf = (record: CrmRecord): { externalId?: string } => {
  const externalId =
    record.kind === 'unreadable' ? undefined : cleanText(record.said.externalId, 200);
  return externalId === undefined ? {} : { externalId };
};

/** Refused records that say which ones they are. */
const identified = (
  records: readonly CrmRecord[],
  refusals: ReadonlyMap<number, Refusal>,
  connectionId: string,
): { recordKind: string; connectionId: string; externalId: string }[] =>
  records.flatMap((record, at) => {
    const { externalId } = refusals.has(at) ? identityOf(record) : {};
    return externalId === undefined ? [] : [{ recordKind: record.kind, connectionId, externalId }];
  });

function countsOf(
  records: readonly CrmRecord[],
  refusals: Map<number, Refusal>,
  stored: StoredBatch,
  notes: CleaningNotes,
): NotedCounts {
  const good = records.filter((_, at) => !refusals.has(at));
  // A lead may carry its customer and vehicle along; only records that came on their own are counted.
  const changed = KINDS.reduce(
    (sum, kind) =>
      sum + Math.min(stored.changed[kind], good.filter((record) => record.kind === kind).length),
    0,
  );
  return {
    pulled: records.length,
    stored: changed,
    unchanged: good.length - changed,
    quarantined: refusals.size,
    excluded: stored.excluded,
    outcomesLearned: stored.outcomesLearned,
    notes: notes.counts(),
  };
}
