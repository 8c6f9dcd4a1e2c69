import type { EntityManager } from 'typeorm';
import type { WorklistNoticeDto } from '../worklist/worklist.dto.js';

/** Rows carry the time they were written, and become visible when their transaction commits. */
const COMMIT_WAIT_MS = 15_000;
/** When a whole dealership is scored again, one notice without a lead says so instead of thousands. */
const MOST_NOTICES = 200;
const MOST_ROWS = 1000;

interface Change {
  key: string;
  leadId: string;
  kind: WorklistNoticeDto['kind'];
  at: Date;
}

/** Reads what changed since it last looked, late commits included, each change once. */
export class NoticeReader {
  private told = new Map<string, number>();

  /** @param since - Changes before it are not told. */
  constructor(private since: Date) {}

  /** Inside Tenancy. Two short range scans of the indexes by time. */
  async next(manager: EntityManager): Promise<WorklistNoticeDto[]> {
    const from = new Date(this.since.getTime() - COMMIT_WAIT_MS);
    const changes = await manager.query<Change[]>(
      `(SELECT 'p' || id AS key, lead_id AS "leadId", 'scored' AS kind, made_at AS at
        FROM prediction WHERE made_at > $1 ORDER BY made_at DESC LIMIT ${MOST_ROWS})
       UNION ALL
       (SELECT 's' || id, lead_id, 'outcome', recorded_at
        FROM lead_status WHERE recorded_at > $1 ORDER BY recorded_at DESC LIMIT ${MOST_ROWS})
       UNION ALL
       (SELECT 'a' || id, lead_id, 'assigned', assigned_at
        FROM lead_assignment WHERE assigned_at > $1 ORDER BY assigned_at DESC LIMIT ${MOST_ROWS})`,
      [from],
    );
    const fresh = changes.filter(({ key }) => !this.told.has(key));
    for (const { key, at } of fresh) this.told.set(key, at.getTime());
    this.moveOn(changes);
    return noticesOf(fresh);
  }

  private moveOn(changes: Change[]): void {
    const newest = Math.max(this.since.getTime(), ...changes.map(({ at }) => at.getTime()));
    this.since = new Date(newest);
    const forgotten = newest - COMMIT_WAIT_MS;
    for (const [key, at] of this.told) if (at < forgotten) this.told.delete(key);
  }
}

function noticesOf(changes: Change[]): WorklistNoticeDto[] {
  if (changes.length > MOST_NOTICES) return [{ leadId: null, kind: 'many' }];
  const byNotice = new Map(
    changes.map(({ leadId, kind }) => [`${kind} ${leadId}`, { leadId, kind }]),
  );
  return [...byNotice.values()];
}
