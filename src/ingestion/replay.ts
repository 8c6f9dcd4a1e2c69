import { Injectable } from '@nestjs/common';
import { Tenancy } from '#access';
import {
  type OpenedItem,
  Quarantine,
  QuarantineItemChangedError,
  QuarantineItemNotFoundError,
} from '#leads';
import type { CrmRecord, Refusal } from '#crm';
import { Admission, LEAD_NOT_STORED } from './admission.js';
import { Doorways } from './doorways.js';
import { readAgain } from './read-again.js';

export type ReplayResult =
  | { id: string; stored: true }
  | { id: string; stored: false; refusal: Refusal };

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
    return unlessChanged(() =>
      this.tenancy.asDealership(dealershipId, async (manager) => {
        const item = await this.quarantine.open(manager, dealershipId, id);
        const { adapter, context } = await this.doorways.open(
          manager,
          dealershipId,
          item.connectionId,
        );
        const records = await readAgain(item.payload as CrmRecord, adapter);
        const { refusals } = await this.admission.storeOnly(
          manager,
          dealershipId,
          context,
          records,
        );
        const [refusal] = refusals.values();
        if (refusal) {
          await this.quarantine.noteAttempt(manager, dealershipId, item, refusal);
          return { id, stored: false, refusal };
        }
        await this.quarantine.resolve(manager, dealershipId, item, 'replayed');
        return { id, stored: true };
      }),
    );
  }

  /** Everything of a connection that waits for one reason, each on its own. @returns how many were stored. */
  async all(
    dealershipId: string,
    connectionId: string,
    waiting: { reason: string; about?: string; limit: number },
  ): Promise<{ stored: number; refused: number }> {
    const ids = await this.tenancy.asDealership(dealershipId, (manager) =>
      this.quarantine.waitingFor(manager, dealershipId, connectionId, waiting),
    );
    const tally = { stored: 0, refused: 0 };
    for (const id of ids) {
      const result = await this.one(dealershipId, id).catch(unlessGone);
      if (result) tally[result.stored ? 'stored' : 'refused'] += 1;
    }
    return tally;
  }

  /** Activities whose lead has come in the meantime, as one batch. */
  orphans(dealershipId: string, connectionId: string): Promise<number> {
    return unlessChanged(() =>
      this.tenancy.asDealership(dealershipId, async (manager) => {
        const ids = await this.quarantine.waitingFor(manager, dealershipId, connectionId, {
          reason: LEAD_NOT_STORED,
          limit: ORPHANS_AT_ONCE,
        });
        if (ids.length === 0) return 0;
        const { context } = await this.doorways.open(manager, dealershipId, connectionId);
        const items: OpenedItem[] = [];
        for (const id of ids) {
          const item = await this.quarantine.open(manager, dealershipId, id).catch(unlessGone);
          if (item) items.push(item);
        }
        const records = items.map(({ payload }) => payload as CrmRecord);
        const { refusals } = await this.admission.storeOnly(
          manager,
          dealershipId,
          context,
          records,
        );
        const stored = items.filter((_, at) => !refusals.has(at));
        for (const item of stored)
          await this.quarantine.resolve(manager, dealershipId, item, 'its lead came');
        return stored.length;
      }),
    );
  }
}

const MOST_TRIES = 3;

/** A payload that came again meanwhile undoes the replay, which then reads what waits now. */
async function unlessChanged<T>(replay: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await replay();
    } catch (error) {
      if (!(error instanceof QuarantineItemChangedError) || attempt === MOST_TRIES) throw error;
    }
  }
}

/** What was stored by somebody else meanwhile needs no replay. */
function unlessGone(error: unknown): undefined {
  if (!(error instanceof QuarantineItemNotFoundError)) throw error;
}
