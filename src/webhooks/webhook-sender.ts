import { Injectable, Logger } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditTrail, Tenancy } from '#access';
import { Clock, Jobs, Metrics } from '#platform';
import { Courier, type Tried } from './courier.js';
import { EndpointStore } from './endpoint.store.js';
import { type ClaimedMessage, MessageStore, type SettledMessage } from './message.store.js';
import { LONGEST_FAILURE_MS, nextAttemptAt } from './retry-schedule.js';
import { WEBHOOKS_WAKE, type EndpointToServe } from './webhooks.queues.js';

const AT_ONCE = 8;
/** A message not settled by then was lost with its sender, and is sent again under the same id. */
const LEASE_MS = 90_000;
/** A sender hands over after so long, well before its job counts as lost. */
const SHIFT_MS = 45_000;

interface Carried {
  message: ClaimedMessage;
  tried: Tried;
}

/** Sends what is due to one endpoint; one runs for each. */
@Injectable()
export class WebhookSender {
  private readonly logger = new Logger(WebhookSender.name);
  private readonly counted;

  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly endpoints: EndpointStore,
    private readonly messages: MessageStore,
    private readonly courier: Courier,
    private readonly audit: AuditTrail,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.counted = metrics.counter(
      'webhook_results_total',
      'Tries of webhooks by what came of them',
      ['result'],
    );
  }

  /** @returns messages tried. */
  async drain(to: EndpointToServe): Promise<number> {
    const endOfShift = this.clock.now().getTime() + SHIFT_MS;
    let tried = 0;
    let pauseMs: number | undefined;
    while (this.clock.now().getTime() < endOfShift && pauseMs === undefined) {
      // oxlint-disable-next-line no-await-in-loop -- batches go one after the other
      const carried = await this.#sendBatch(to);
      if (carried.length === 0) break;
      tried += carried.length;
      const pauses = carried.flatMap(({ tried: { pauseMs: asked } }) => asked ?? []);
      pauseMs = pauses.length > 0 ? Math.max(...pauses) : undefined;
    }
    await this.#askToBeWoken(to, pauseMs ?? 0);
    return tried;
  }

  async #sendBatch(to: EndpointToServe): Promise<Carried[]> {
    const { dealershipId, endpointId } = to;
    const now = this.clock.now();
    const taken = await this.tenancy.asDealership(dealershipId, async (manager) => {
      const endpoint = await this.endpoints.find(manager, dealershipId, endpointId);
      if (!endpoint?.enabled) return undefined;
      const batch = await this.messages.claim(manager, dealershipId, endpointId, {
        now,
        limit: AT_ONCE,
        leaseUntil: new Date(now.getTime() + LEASE_MS),
      });
      const secrets = await this.endpoints.secrets(manager, dealershipId, endpointId);
      return { url: endpoint.url, batch, secrets };
    });
    if (!taken || taken.batch.length === 0) return [];
    const carried = await Promise.all(
      taken.batch.map(async (message) => ({
        message,
        tried: await this.courier.carry(taken.url, message, taken.secrets),
      })),
    );
    await this.#settle(to, carried);
    return carried;
  }

  async #settle({ dealershipId, endpointId }: EndpointToServe, carried: Carried[]): Promise<void> {
    const now = this.clock.now();
    const settled = carried.map((one) => settlementOf(one, now));
    for (const { state } of settled) this.counted.inc({ result: state });
    await this.tenancy.asDealership(dealershipId, async (manager) => {
      await this.messages.settle(manager, dealershipId, settled, now);
      await this.messages.forgetOld(manager, dealershipId, endpointId, now);
      const failed = !carried.some(({ tried }) => tried.delivered);
      const since = await this.endpoints.noteTry(manager, dealershipId, endpointId, {
        failed,
        at: now,
      });
      const gone = carried.some(({ tried }) => tried.gone);
      if (gone) await this.#disable(manager, { dealershipId, endpointId }, 'it answered 410 Gone');
      else if (since && now.getTime() - since.getTime() >= LONGEST_FAILURE_MS)
        await this.#disable(
          manager,
          { dealershipId, endpointId },
          'every try failed for five days',
        );
    });
  }

  /** What waits stays, and is sent when somebody enables the endpoint again. */
  async #disable(manager: EntityManager, to: EndpointToServe, why: string): Promise<void> {
    const { dealershipId, endpointId } = to;
    await this.endpoints.disable(manager, dealershipId, endpointId, why);
    await this.audit.record(manager, {
      actor: 'system',
      action: 'webhook_endpoint.disabled',
      subject: `webhook_endpoint:${endpointId}`,
      details: { why },
    });
    this.logger.warn(`Webhook endpoint ${endpointId} was disabled: ${why}.`);
  }

  async #askToBeWoken(to: EndpointToServe, pauseMs: number): Promise<void> {
    const { dealershipId, endpointId } = to;
    const due = await this.tenancy.asDealership(dealershipId, async (manager) => {
      const endpoint = await this.endpoints.find(manager, dealershipId, endpointId);
      return endpoint?.enabled
        ? this.messages.nextDueAt(manager, dealershipId, endpointId)
        : undefined;
    });
    if (!due) return;
    const now = this.clock.now().getTime();
    const at = Math.max(due.getTime(), now + pauseMs);
    await this.jobs.send<EndpointToServe>(WEBHOOKS_WAKE, to, {
      startAfterSeconds: Math.max(1, Math.ceil((at - now) / 1000)),
      key: `${endpointId}:${Math.ceil(at / 5000)}`,
    });
  }
}

function settlementOf({ message, tried }: Carried, now: Date): SettledMessage {
  const { id, attempts } = message;
  const told = { id, attempts, lastStatus: tried.status, lastError: tried.error };
  if (tried.delivered) return { ...told, state: 'delivered', nextAttemptAt: now };
  const next = nextAttemptAt(attempts, now, Math.random(), tried.pauseMs);
  return next
    ? { ...told, state: 'pending', nextAttemptAt: next }
    : { ...told, state: 'dead', nextAttemptAt: now };
}
