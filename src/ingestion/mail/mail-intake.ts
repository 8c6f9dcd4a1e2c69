import { Injectable } from '@nestjs/common';
import { Tenancy } from '#access';
import { type CrmAdapter, readMail } from '#crm';
import { Doorways } from '../doorways.js';
import { Intake } from '../intake.js';
import type { MailDoorway } from './mail-addresses.js';

/** Takes a mail in for a connection, in its dialect's words. */
@Injectable()
export class MailIntake {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly doorways: Doorways,
    private readonly intake: Intake,
  ) {}

  /**
   * Stores what the mail holds or keeps it in quarantine, in one transaction: once this returns, it is safe. The
   * same mail again changes nothing.
   *
   * @throws ConnectionNotFoundError @throws CrmSettingsError
   */
  async take(raw: Buffer, doorway: MailDoorway): Promise<void> {
    const { dealershipId, connectionKey } = doorway;
    const adapter = await this.#adapter(doorway);
    const records = await readMail(raw, adapter);
    if (records.length > 0) await this.intake.accept({ dealershipId }, connectionKey, records);
  }

  #adapter({ dealershipId, connectionId, connectionKey }: MailDoorway): Promise<CrmAdapter> {
    return this.tenancy.asDealership(dealershipId, async (manager) => {
      const { adapter } = await this.doorways.open(manager, dealershipId, connectionId);
      if (!adapter) throw new TypeError(`Connection ${connectionKey} reads no mail.`);
      return adapter;
    });
  }
}
