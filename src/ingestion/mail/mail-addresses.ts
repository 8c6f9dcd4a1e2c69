import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Directory, Tenancy } from '#access';
import { Connections } from '#leads';
import { mailTokenOf } from '#crm';
import { Clock } from '#platform';

/** Whose mail it is. */
export interface MailDoorway {
  dealershipId: string;
  connectionId: string;
  connectionKey: string;
}

const GOOD_FOR_MS = 60_000;
/** Somebody who guesses must not have us read all connections for every guess. */
const LOOK_AGAIN_AFTER_MS = 5_000;

/** Which connection takes the mail of an address: what stands before the @ is its `secrets.mailToken`. */
@Injectable()
export class MailAddresses {
  #byDigest = new Map<string, MailDoorway>();
  #listedAt = -Infinity;

  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly directory: Directory,
    private readonly tenancy: Tenancy,
    private readonly connections: Connections,
    private readonly clock: Clock,
  ) {}

  /** Undefined where nobody lives there. */
  async find(address: string): Promise<MailDoorway | undefined> {
    const digest = digestOf(mailTokenOf(address));
    const age = this.clock.now().getTime() - this.#listedAt;
    if (age >= GOOD_FOR_MS || (!this.#byDigest.has(digest) && age >= LOOK_AGAIN_AFTER_MS))
      await this.#list();
    return this.#byDigest.get(digest);
  }

  async #list(): Promise<void> {
    const listed = new Map<string, MailDoorway>();
    for (const group of await this.directory.groups())
      for (const { id } of await this.directory.dealershipsOf(group.id))
        for (const [digest, doorway] of await this.#listOf(id)) listed.set(digest, doorway);
    this.#byDigest = listed;
    this.#listedAt = this.clock.now().getTime();
  }

  #listOf(dealershipId: string): Promise<[string, MailDoorway][]> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const listed: [string, MailDoorway][] = [];
      for (const { id, key, enabled } of await this.connections.list(manager, dealershipId)) {
        if (!enabled) continue;
        const { secrets } = await this.connections.config(manager, dealershipId, id);
        const { mailToken = '' } = secrets;
        if (mailToken !== '')
          listed.push([
            digestOf(mailToken),
            { dealershipId, connectionId: id, connectionKey: key },
          ]);
      }
      return listed;
    });
  }
}

/** Looked up by digest: how long that takes tells nothing about the token. */
const digestOf = (token: string): string => createHash('sha256').update(token).digest('hex');
