import { createHash } from 'node:crypto';
import type { Clock } from '#platform';
import { DomainError } from '#platform';
import type { ProbeStep } from '../crm-adapter.js';
import type { ZohoClient } from './zoho-client.js';

const HOUR_MS = 3_600_000;
/** The longest life a channel is given. */
const LIFE_MS = 24 * HOUR_MS;
const RENEWED_EARLY_MS = 6 * HOUR_MS;
const TRIED_AGAIN_MS = HOUR_MS;

/** Where a channel leads to, and what comes back with it. */
export interface WatchedChannel {
  connectionId: string;
  notifyUrl: string;
  notifyToken: string;
}

/**
 * Keeps the channel of notifications open. Leads are pulled in any case, so a channel that cannot be
 * opened stops nothing: the probe tells of it, and it is tried again within the hour.
 */
export class ZohoWatch {
  #renewAt = 0;
  #failure?: string;

  constructor(
    private readonly channel: WatchedChannel,
    private readonly client: ZohoClient,
    private readonly clock: Clock,
  ) {}

  async keepOpen(): Promise<void> {
    const now = this.clock.now().getTime();
    if (now < this.#renewAt) return;
    try {
      await this.#open(now + LIFE_MS);
      this.#renewAt = now + LIFE_MS - RENEWED_EARLY_MS;
      this.#failure = undefined;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.#renewAt = now + TRIED_AGAIN_MS;
      this.#failure = error.message;
    }
  }

  remark(): ProbeStep {
    const name = 'notifications';
    if (this.#failure === undefined) return { name, ok: true, detail: 'a channel is open' };
    const fix = 'Give the client the scope ZohoCRM.notifications.ALL, and check notifyUrl.';
    return { name, ok: false, detail: this.#failure, fix };
  }

  async #open(until: number): Promise<void> {
    const { connectionId, notifyUrl, notifyToken } = this.channel;
    const { rest } = this.client;
    const channel = {
      channel_id: channelId(connectionId),
      events: ['Leads.all', 'Deals.all'],
      notify_url: notifyUrl,
      token: notifyToken,
      channel_expiry: new Date(until).toISOString().replace(/\.\d+Z$/, '+00:00'),
    };
    await rest.send({
      method: 'POST',
      url: rest.url('/crm/v8/actions/watch'),
      json: { watch: [channel] },
    });
  }
}

/** The same number for the same connection, so that renewing replaces and does not add. */
const channelId = (connectionId: string): string =>
  String(createHash('sha256').update(connectionId).digest().readUIntBE(0, 6));
