import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ActingTenant, AuditTrail, Tenancy } from '#access';
import { CrmHttp } from '#crm';
import { Clock, Jobs } from '#platform';
import { Courier, type Tried } from './courier.js';
import { type Endpoint, type EndpointParts, EndpointStore } from './endpoint.store.js';
import { type Message, MessageStore, type MessageState } from './message.store.js';
import { newSecret, rotated } from './signature.js';
import { bodyOf, TEST_EVENT } from './webhook-event.js';
import {
  TooManyWebhookEndpointsError,
  WebhookEndpointNotFoundError,
  WebhookMessageNotFoundError,
  WebhookUrlError,
} from './webhooks.errors.js';
import { type EndpointToServe, WEBHOOKS_DUE } from './webhooks.queues.js';

const MOST_ENDPOINTS = 20;

/** Endpoints as an admin manages them, and what was sent to each. */
@Injectable()
export class Endpoints {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly store: EndpointStore,
    private readonly messages: MessageStore,
    private readonly courier: Courier,
    private readonly http: CrmHttp,
    private readonly audit: AuditTrail,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  list(dealershipId: string): Promise<Endpoint[]> {
    return this.tenancy.asDealership(dealershipId, (manager) =>
      this.store.list(manager, dealershipId),
    );
  }

  /** @throws WebhookUrlError @throws CrmAddressRefusedError @returns its secret, this one time. */
  async add(
    { dealershipId, actor }: ActingTenant,
    parts: EndpointParts,
  ): Promise<{ endpoint: Endpoint; secret: string }> {
    this.#refuseUnreachable(parts.url);
    const secret = newSecret();
    const endpoint = await this.tenancy.asDealership(dealershipId, async (manager) => {
      const known = await this.store.list(manager, dealershipId);
      if (known.length >= MOST_ENDPOINTS) throw new TooManyWebhookEndpointsError(MOST_ENDPOINTS);
      const secrets = [{ secret, until: null }];
      const at = this.clock.now();
      const id = await this.store.add(manager, dealershipId, parts, { secrets, at });
      await this.#note(manager, actor, 'webhook_endpoint.added', id);
      return this.#found(manager, dealershipId, id);
    });
    return { endpoint, secret };
  }

  /** @throws as {@link add} does, and WebhookEndpointNotFoundError. */
  async change(
    { dealershipId, actor }: ActingTenant,
    id: string,
    parts: Partial<EndpointParts>,
  ): Promise<Endpoint> {
    if (parts.url !== undefined) this.#refuseUnreachable(parts.url);
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const before = await this.#found(manager, dealershipId, id);
      await this.store.change(manager, dealershipId, id, { ...before, ...parts });
      await this.#note(manager, actor, 'webhook_endpoint.changed', id, Object.keys(parts));
      if (parts.enabled === true && !before.enabled) {
        await this.messages.hurry(manager, dealershipId, id, this.clock.now());
        await this.#send(manager, { dealershipId, endpointId: id });
      }
      return this.#found(manager, dealershipId, id);
    });
  }

  /** @throws WebhookEndpointNotFoundError */
  async remove({ dealershipId, actor }: ActingTenant, id: string): Promise<void> {
    await this.tenancy.asDealership(dealershipId, async (manager) => {
      await this.#found(manager, dealershipId, id);
      await this.store.remove(manager, dealershipId, id);
      await this.#note(manager, actor, 'webhook_endpoint.removed', id);
    });
  }

  /** A new secret; the one before goes on signing for a day. @throws WebhookEndpointNotFoundError */
  async rotate(
    { dealershipId, actor }: ActingTenant,
    id: string,
  ): Promise<{ secret: string; previousUntil: Date }> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      await this.#found(manager, dealershipId, id);
      const held = await this.store.secrets(manager, dealershipId, id);
      const [present, ...before] = rotated(held, this.clock.now());
      await this.store.keepSecrets(manager, dealershipId, id, [present!, ...before]);
      await this.#note(manager, actor, 'webhook_endpoint.secret_rotated', id);
      const until = before[0]?.until ?? this.clock.now().toISOString();
      return { secret: present!.secret, previousUntil: new Date(until) };
    });
  }

  /** Sends a message now and tells what came back; it is not tried again. @throws WebhookEndpointNotFoundError */
  async test({ dealershipId }: ActingTenant, id: string): Promise<Tried> {
    const { url, secrets } = await this.tenancy.asDealership(dealershipId, async (manager) => ({
      url: (await this.#found(manager, dealershipId, id)).url,
      secrets: await this.store.secrets(manager, dealershipId, id),
    }));
    const at = this.clock.now();
    const body = bodyOf(TEST_EVENT, at, { endpointId: id });
    return this.courier.carry(url, { id: randomUUID(), body }, secrets);
  }

  /** @throws WebhookEndpointNotFoundError */
  sent(
    dealershipId: string,
    id: string,
    query: { state?: MessageState | undefined; limit: number; before?: string | undefined },
  ): Promise<Message[]> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      await this.#found(manager, dealershipId, id);
      return this.messages.list(manager, dealershipId, id, query);
    });
  }

  /** Sends again what was given up. @param messageId - Absent: all. @returns how many. */
  async redrive(
    { dealershipId, actor }: ActingTenant,
    id: string,
    messageId?: string,
  ): Promise<number> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      await this.#found(manager, dealershipId, id);
      const which = { at: this.clock.now(), ...(messageId !== undefined && { id: messageId }) };
      const revived = await this.messages.revive(manager, dealershipId, id, which);
      if (messageId !== undefined && revived === 0)
        throw new WebhookMessageNotFoundError(messageId);
      if (revived > 0) await this.#send(manager, { dealershipId, endpointId: id });
      await this.#note(manager, actor, 'webhook_endpoint.redriven', id);
      return revived;
    });
  }

  #refuseUnreachable(url: string): void {
    if (!URL.canParse(url)) throw new WebhookUrlError();
    const parsed = new URL(url);
    if (!/^https?:$/.test(parsed.protocol) || parsed.username !== '' || parsed.password !== '')
      throw new WebhookUrlError();
    this.http.refuseUnreachable(parsed);
  }

  async #found(manager: EntityManager, dealershipId: string, id: string): Promise<Endpoint> {
    const endpoint = await this.store.find(manager, dealershipId, id);
    if (!endpoint) throw new WebhookEndpointNotFoundError(id);
    return endpoint;
  }

  #send(manager: EntityManager, to: EndpointToServe): Promise<void> {
    return this.jobs.send(WEBHOOKS_DUE, to, { manager, key: to.endpointId });
  }

  #note(
    manager: EntityManager,
    actor: string,
    action: string,
    id: string,
    changed?: string[],
  ): Promise<void> {
    const subject = `webhook_endpoint:${id}`;
    return this.audit.record(manager, {
      actor,
      action,
      subject,
      ...(changed && { details: { changed } }),
    });
  }
}
