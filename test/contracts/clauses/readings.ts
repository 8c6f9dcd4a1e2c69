import type { CrmAdapter, CrmRecord, ScorePush } from '#crm';
import type { CrmHarness } from '../crm-harness.js';

export const LONG_ID = '12345678901234567';

export interface Reading {
  ids: string[];
  records: CrmRecord[];
  pages: number;
  cursor: string;
}

/** Pulls leads from a cursor to the end, asking for an adapter before every page. */
export async function readToEnd(adapter: () => CrmAdapter, from: string | null): Promise<Reading> {
  const records: CrmRecord[] = [];
  let cursor = from;
  for (let pages = 1; pages < 1000; pages++) {
    // Each page needs the cursor of the one before.
    // oxlint-disable-next-line no-await-in-loop -- see above
    const page = await adapter().pull('lead', cursor);
    records.push(...page.records);
    cursor = page.cursor;
    if (page.last) return { ids: leadIds(records), records, pages, cursor };
  }
  throw new Error('Reading does not come to an end.');
}

export const leadIds = (records: CrmRecord[]): string[] =>
  records.flatMap((record) => (record.kind === 'lead' ? [String(record.said.externalId)] : []));

export function score(leadExternalId = ''): ScorePush {
  return {
    leadExternalId,
    likelihoodPercent: 37,
    band: 'hot',
    topReason: 'Asks to see the car',
    scoredAt: new Date('2026-03-01T15:00:00Z'),
    modelVersion: 'v1',
    deliveryKey: `key-${leadExternalId}`,
  };
}

export function expectPrivate(shown: unknown, harness: CrmHarness): void {
  const text =
    shown instanceof Error ? `${shown.stack} ${JSON.stringify(shown)}` : JSON.stringify(shown);
  for (const word of harness.private) expect(text).not.toContain(word);
}
