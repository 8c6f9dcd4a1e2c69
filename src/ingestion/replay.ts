import { Injectable } from '@nestjs/common';
import { Tenancy } from '#access';
import { Quarantine } from '#leads';
import type { CrmRecord, Refusal } from '#crm';
import { Admission, LEAD_NOT_STORED } from './admission.js';
import { Doorways } from './doorways.js';

export type ReplayResult =
  { id: string; stored: true } | { id: string; stored: false; refusal: Refusal };

const ORPHANS_AT_ONCE = 1000;

/** Tries quarantined payloads again, after a mapping was added, a cleaner was mended or a lead has come. */
@Injectable()
export class Replay {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly quarantine: Quarantine,
    private readonly doorways: Doorways,
    private readonly admission: Admission,
  ) {}

  /** @throws QuarantineItemNotFoundError when nothing waits under this id. */
  one(dealershipId: string, id: string): Promise<ReplayResult> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const { payload, connectionId } = await this.quarantine.open(manager, dealershipId, id);
      const { context } = await this.doorways.open(manager, dealershipId, connectionId);
      const { refusals } = await this.admission.storeOnly(manager, dealershipId, context, [
        payload as CrmRecord,
      ]);
      const refusal = refusals.get(0);
      if (refusal) {
        await this.quarantine.noteAttempt(manager, dealershipId, id, refusal);
        return { id, stored: false, refusal };
      }
      await this.quarantine.resolve(manager, dealershipId, id, 'replayed');
      return { id, stored: true };
    });
  }

  /** Everything of a connection that waits for one reason, each on its own. @returns how many were stored. */
  async all(
    dealershipId: string,
    connectionId: string,
    reason: string,
    limit: number,
  ): Promise<{ stored: number; refused: number }> {
    const ids = await this.tenancy.asDealership(dealershipId, (manager) =>
      this.quarantine.waitingFor(manager, dealershipId, connectionId, reason, limit),
    );
    const tally = { stored: 0, refused: 0 };
    for (const id of ids)
      tally[(await this.one(dealershipId, id)).stored ? 'stored' : 'refused'] += 1;
    return tally;
  }

  /** Activities whose lead has come in the meantime, as one batch. */
  orphans(dealershipId: string, connectionId: string): Promise<number> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const ids = await this.quarantine.waitingFor(
        manager,
        dealershipId,
        connectionId,
        LEAD_NOT_STORED,
        ORPHANS_AT_ONCE,
      );
      if (ids.length === 0) return 0;
      const { context } = await this.doorways.open(manager, dealershipId, connectionId);
      const records: CrmRecord[] = [];
      for (const id of ids)
        records.push((await this.quarantine.open(manager, dealershipId, id)).payload as CrmRecord);
      const { refusals } = await this.admission.storeOnly(manager, dealershipId, context, records);
      for (const [at, id] of ids.entries())
        if (!refusals.has(at))
          await this.quarantine.resolve(manager, dealershipId, id, 'its lead came');
      return ids.length - refusals.size;
    });
  }
}
