import type { CrmPage } from '../crm-adapter.js';
import type { CrmReach } from '../crm-reach.js';
import type { CrmRecord } from '../crm-record.js';
import { Mailbox, type FetchedMail } from '../mail/mailbox.js';
import { readCursor, writeCursor } from '../mail/mailbox-cursor.js';
import type { MakeMailTokens } from '../mail/mail-tokens.js';
import { readMail } from '../mail/read-mail.js';
import type { BytesReader } from '../large-message.js';
import { DEFAULT_ADF_LIMITS, mostMailBytes } from './adf-prospect.js';
import { tooLarge } from './adf-refusals.js';
import type { AdfSettings } from './adf-settings.js';

const MAILS_A_PAGE = 25;

/** Leads out of the mails of one folder. */
export class AdfMailbox {
  readonly #mailbox: Mailbox;

  constructor(
    private readonly settings: NonNullable<AdfSettings['mailbox']>,
    private readonly dialect: BytesReader,
    reach: CrmReach,
    makeTokens: MakeMailTokens,
  ) {
    this.#mailbox = new Mailbox(settings.server, settings.folder, reach, makeTokens);
  }

  async page(text: string | null): Promise<CrmPage> {
    const { mails, cursor, last } = await this.#mailbox.page(readCursor(text), {
      mails: MAILS_A_PAGE,
      bytesOfOne: mostMailBytes(DEFAULT_ADF_LIMITS),
    });
    const records: CrmRecord[] = [];
    // oxlint-disable-next-line no-await-in-loop -- one mail is taken apart at a time
    for (const mail of mails) records.push(...(await this.#recordsOf(mail)));
    return { records, cursor: writeCursor(cursor), last };
  }

  async look(): Promise<string> {
    return `${this.settings.folder} holds ${await this.#mailbox.count()} mails`;
  }

  async #recordsOf({ raw, uid, size }: FetchedMail): Promise<CrmRecord[]> {
    if (raw) return readMail(raw, this.dialect);
    const { reason, fix } = tooLarge('maxBytes', DEFAULT_ADF_LIMITS);
    return [{ kind: 'unreadable', payload: { uid, bytes: size }, refusal: { reason, fix } }];
  }
}
