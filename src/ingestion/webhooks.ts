import { Injectable } from '@nestjs/common';
import { Directory, Tenancy } from '#access';
import { CrmAuthError, type CrmAdapter, readPushed } from '#crm';
import { Connections } from '#leads';
import { Doorways } from './doorways.js';
import { Intake, type IntakeReceipt } from './intake.js';
import { ChallengeRefusedError, WebhookAddressError } from './ingestion.errors.js';
import { NewcomerQueue } from './newcomer-queue.js';
import { SyncQueue } from './sync-queue.js';

export interface Webhook {
  dialect: string;
  /** `dealership.connection`; the dealership may be left out where there is only one. */
  address: string;
  headers: Record<string, string | undefined>;
  rawBody: Buffer;
}

export interface Challenge {
  dialect: string;
  address: string;
  query: Record<string, unknown>;
}

interface OpenDoor {
  dealershipId: string;
  connectionKey: string;
  adapter: CrmAdapter;
  connection: { id: string };
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
    private readonly syncs: SyncQueue,
    private readonly newcomers: NewcomerQueue,
  ) {}

  /** @throws WebhookAddressError @throws CrmAuthError when the proof does not hold. */
  async take({ dialect, address, headers, rawBody }: Webhook): Promise<IntakeReceipt> {
    const { dealershipId, connectionKey, adapter, connection } = await this.#open(dialect, address);
    adapter.verifyWebhook(headers, rawBody);
    const named = adapter.newcomers?.namedIn(rawBody) ?? [];
    await this.newcomers.send(dealershipId, connection.id, named);
    const records = await readPushed(rawBody, headers['content-type'] ?? '', adapter);
    // Some CRMs tell that something changed, and not what: then it is pulled sooner.
    const isHint = records.length === 0 && named.length === 0;
    if (isHint && adapter.pullableKinds().length > 0)
      await this.syncs.send(dealershipId, connection.id);
    return this.intake.accept({ dealershipId }, connectionKey, records);
  }

  /**
   * What to answer a vendor that asks whether the address is ours.
   *
   * @throws WebhookAddressError @throws ChallengeRefusedError
   */
  async answer({ dialect, address, query }: Challenge): Promise<string> {
    const { adapter } = await this.#open(dialect, address);
    if (!adapter.answerChallenge) throw new WebhookAddressError();
    try {
      return adapter.answerChallenge(query);
    } catch (error) {
      if (error instanceof CrmAuthError) throw new ChallengeRefusedError(error.message);
      throw error;
    }
  }

  async #open(dialect: string, address: string): Promise<OpenDoor> {
    const [, dealershipKey, connectionKey] = ADDRESS.exec(address) ?? [];
    const dealershipId = await this.#dealership(dealershipKey);
    if (dealershipId === undefined || connectionKey === undefined) throw new WebhookAddressError();
    const opened = await this.tenancy.asDealership(dealershipId, async (manager) => {
      const known = (await this.connections.list(manager, dealershipId)).find(
        (one) => one.key === connectionKey && one.dialect === dialect,
      );
      return known && this.doorways.open(manager, dealershipId, known.id);
    });
    if (!opened?.adapter) throw new WebhookAddressError();
    const { adapter, connection } = opened;
    return { dealershipId, connectionKey, adapter, connection };
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
