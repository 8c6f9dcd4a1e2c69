import type { EntityManager } from 'typeorm';

/** Only one transaction at a time decides what this dealership writes: two would both find nothing standing. */
export async function lockDecisions(manager: EntityManager, dealershipId: string): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('writeback:' || $1, 0))`, [
    dealershipId,
  ]);
}
