import { setTimeout as sleep } from 'node:timers/promises';

import { Injectable } from '@nestjs/common';
import { Tenancy } from '#access';
import { CrmUnavailableError, type CrmAdapter } from '#crm';
import { likelihoodPercent } from '#prediction';

import { DeliveryStore } from './delivery.store.js';
import { Outlets } from './outlets.js';

const READS_AT_ONCE = 4;
const READ_ATTEMPTS = 5;
const LONGEST_WAIT_MS = 10_000;

/** What the CRM shows, against what it accepted. */
export interface Confirmed {
  /** Leads whose newest score was accepted. */
  delivered: number;
  /** The CRM shows exactly that score. */
  confirmed: number;
  /** It shows another one: somebody changed it, or it was lost there. */
  different: number;
  /** It cannot be asked, or knows no such lead. */
  unreadable: number;
}

interface ToRead {
  adapter: CrmAdapter | undefined;
  leadExternalId: string;
  score: number;
}

/** Reads delivered scores back from the CRM, for the doctor and the demo. */
@Injectable()
export class Confirmation {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly deliveries: DeliveryStore,
    private readonly outlets: Outlets,
  ) {}

  /** @param onProgress - Leads read so far, and how many there are. */
  async confirm(
    dealershipId: string,
    onProgress?: (read: number, total: number) => void,
  ): Promise<Confirmed> {
    const toRead = await this.toRead(dealershipId);
    const counts: Confirmed = {
      delivered: toRead.length,
      confirmed: 0,
      different: 0,
      unreadable: 0,
    };
    let read = 0;
    const waiting = toRead.values();
    const reader = async (): Promise<void> => {
      for (const each of waiting) {
        counts[await readOne(each)]++;
        onProgress?.(++read, toRead.length);
      }
    };
    await Promise.all(Array.from({ length: READS_AT_ONCE }, reader));
    return counts;
  }

  private toRead(dealershipId: string): Promise<ToRead[]> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const delivered = await this.deliveries.newestDelivered(manager, dealershipId);
      const adapters = new Map<string, CrmAdapter | undefined>();
      for (const connectionId of new Set(delivered.map((each) => each.connectionId))) {
        const outlet = await this.outlets.open(manager, dealershipId, connectionId);
        adapters.set(connectionId, outlet?.adapter);
      }
      return delivered.map(({ connectionId, leadExternalId, score }) => ({
        adapter: adapters.get(connectionId),
        leadExternalId,
        score,
      }));
    });
  }
}

async function readOne({
  adapter,
  leadExternalId,
  score,
}: ToRead): Promise<'confirmed' | 'different' | 'unreadable'> {
  const shown = adapter && (await patiently(() => adapter.readBack(leadExternalId)));
  if (!shown) return 'unreadable';
  return shown.likelihoodPercent === likelihoodPercent(score) ? 'confirmed' : 'different';
}

/** A CRM that cannot answer now is asked again, as late as it says. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- the next try comes after the last
      return await ask();
    } catch (error) {
      if (!(error instanceof CrmUnavailableError) || attempt >= READ_ATTEMPTS) throw error;
      // oxlint-disable-next-line no-await-in-loop -- waiting is the point
      await sleep(Math.min(LONGEST_WAIT_MS, error.retryAfterMs ?? 200 * 2 ** attempt));
    }
  }
}
