import type { CrmAdapter, CrmRecord, RecordKind, ScorePush } from '#crm';
import type { Clock } from '#platform';

/** Pulls one kind from a cursor to its end: the records, and the cursor to go on from. */
export async function readToEnd(
  adapter: CrmAdapter,
  cursor: string | null = null,
  kind: RecordKind = 'lead',
): Promise<[CrmRecord[], string]> {
  const records: CrmRecord[] = [];
  for (let from = cursor; ;) {
    // Each page needs the cursor of the one before.
    // oxlint-disable-next-line no-await-in-loop -- see above
    const page = await adapter.pull(kind, from);
    records.push(...page.records);
    from = page.cursor;
    if (page.last) return [records, from];
  }
}

export const scoreOf = (leadExternalId: string, more: Partial<ScorePush> = {}): ScorePush => ({
  leadExternalId,
  likelihoodPercent: 71,
  band: 'hot',
  topReason: 'Asks to see the car',
  scoredAt: new Date('2026-03-01T15:00:00Z'),
  modelVersion: 'v1',
  deliveryKey: `key-${leadExternalId}`,
  ...more,
});

/** The system's clock, so much ahead. */
export const clockAhead = (ms: number): Clock => ({ now: () => new Date(Date.now() + ms) });
