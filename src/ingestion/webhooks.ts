import { Injectable } from '@nestjs/common';
import { Directory, Tenancy } from '#access';
import { Connections } from '#leads';
import { Doorways } from './doorways.js';
import { Intake, type IntakeReceipt } from './intake.js';
import { WebhookAddressError } from './ingestion.errors.js';

export interface Webhook {
  dialect: string;
  /** `dealership.connection`; the dealership may be left out where there is only one. */
  address: string;
  headers: Record<string, string | undefined>;
  rawBody: Buffer;
}

const ADDRESS = /^(?:([a-z0-9][a-z0-9-]{0,62})\.)?([a-z0-9][a-z0-9-]{0,62})$/;

/** Takes what CRMs push by themselves. The proof in the message is the only thing that lets it in. */
@Injectable()
export class Webhooks {
  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly directory: Directory,
    private readonly tenancy: Tenancy,
    private readonly connections: Connections,
    private readonly doorways: Doorways,
    private readonly intake: Intake,
  ) {}

  /** @throws WebhookAddressError @throws CrmAuthError when the proof does not hold. */
  async take({ dialect, address, headers, rawBody }: Webhook): Promise<IntakeReceipt> {
    const [, dealershipKey, connectionKey] = ADDRESS.exec(address) ?? [];
    const dealershipId = await this.#dealership(dealershipKey);
    if (dealershipId === undefined || connectionKey === undefined) throw new WebhookAddressError();
    const adapter = await this.tenancy.asDealership(dealershipId, async (manager) => {
      const known = (await this.connections.list(manager, dealershipId)).find(
        (one) => one.key === connectionKey && one.dialect === dialect,
      );
      return known && (await this.doorways.open(manager, dealershipId, known.id)).adapter;
    });
    if (!adapter) throw new WebhookAddressError();
    adapter.verifyWebhook(headers, rawBody);
    const records = adapter.read(rawBody, headers['content-type'] ?? '');
    return this.intake.accept({ dealershipId }, connectionKey, records);
  }

  async #dealership(key: string | undefined): Promise<string | undefined> {
    const groups = await this.directory.groups();
    const all = (
      await Promise.all(groups.map((group) => this.directory.dealershipsOf(group.id)))
    ).flat();
    if (key === undefined) return all.length === 1 ? all[0]?.id : undefined;
    return all.find((dealership) => dealership.key === key)?.id;
  }
}
