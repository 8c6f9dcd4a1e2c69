import type { ConnectionConfig } from '../crm-adapter.js';
import { checkMailToken } from '../mail/mail-address.js';
import {
  MAILBOX_SECRETS,
  readMailServer,
  SMTP_SECRETS,
  type MailServer,
} from '../mail/mail-server.js';
import type { Secrets } from '../read-secret.js';
import { SettingsReading, type SettingsSection } from '../settings-reading.js';
import { type Confirmation, CONFIRMATIONS } from './confirmation.js';

/** Where scores are mailed to. */
export interface ResendMail {
  server: MailServer;
  from: string;
  to: string;
}

/** A connection of the `adf` dialect, checked. */
export interface AdfSettings {
  /** The dealership's name in documents we send. */
  vendorName?: string;
  /** Which `<id source>` is the lead's own in the CRM behind this connection. */
  idSource?: string;
  resendUrl?: string;
  /** What its answer has to be. */
  confirmedBy: Confirmation;
  resendMail?: ResendMail;
  mailbox?: { server: MailServer; folder: string };
}

const ADDRESS = /^[^\s@<>,;"]{1,64}@[^\s@<>,;"]{1,255}$/;

/** @throws CrmSettingsError listing every fault with its key and the fix. */
export function readAdfSettings({ id, settings, secrets }: ConnectionConfig): AdfSettings {
  const reading = new SettingsReading(`Connection ${id} (adf)`);
  const root = reading.root(settings);
  const vendorName = root.optionalText('vendorName', 'Give the name of the dealership.');
  const idSource = root.optionalText('idSource', 'Give the source as the documents write it.');
  const resendUrl = root.has('resendUrl') ? webAddress(root) : undefined;
  const confirmedBy = root.word('confirmedBy', CONFIRMATIONS, 'no page');
  const resendMail = root.optionalSection('resendMail', 'Give host, user, from and to.');
  const mailbox = root.optionalSection('mailbox', 'Give host and user.');
  if (resendUrl !== undefined && resendMail) {
    root.fault('resendMail', 'stands beside resendUrl', 'Keep one of the two.');
  }
  checkMailToken(reading, secrets);
  const read: AdfSettings = {
    confirmedBy,
    ...(vendorName !== undefined && { vendorName }),
    ...(idSource !== undefined && { idSource }),
    ...(resendUrl !== undefined && { resendUrl }),
    ...(resendMail && { resendMail: readResendMail(resendMail, secrets) }),
    ...(mailbox && { mailbox: readMailbox(mailbox, secrets) }),
  };
  // Writeback's own, read there; named here so that it does not pass for a misspelling.
  if (root.has('writesPerSecond')) root.number('writesPerSecond', { min: 0.01, max: 10_000 });
  root.close();
  reading.finish();
  return read;
}

function readResendMail(section: SettingsSection, secrets: Secrets): ResendMail {
  const usual = { port: 587, tls: 'starttls' } as const;
  const read = {
    server: readMailServer(section, secrets, SMTP_SECRETS, usual),
    from: mailAddress(section, 'from'),
    to: mailAddress(section, 'to'),
  };
  section.close();
  return read;
}

function readMailbox(section: SettingsSection, secrets: Secrets): AdfSettings['mailbox'] {
  const usual = { port: 993, tls: 'implicit' } as const;
  if (!section.has('user')) section.fault('user', 'is missing', 'Give the name to sign in with.');
  const server = readMailServer(section, secrets, MAILBOX_SECRETS, usual);
  const folder = section.text('folder', 'Give the name of the folder.', 'INBOX');
  section.close();
  return { server, folder };
}

function mailAddress(section: SettingsSection, key: string): string {
  const fix = 'Give one mail address, such as leads@example.com.';
  const address = section.text(key, fix);
  if (address !== '' && !ADDRESS.test(address)) section.fault(key, 'is no mail address', fix);
  return address;
}

function webAddress(root: SettingsSection): string {
  const fix = 'Give the whole address, beginning with https://.';
  const text = root.text('resendUrl', fix);
  const good = /^https?:/i.test(text) && URL.canParse(text) && new URL(text).username === '';
  if (text !== '' && !good) root.fault('resendUrl', 'is no web address', fix);
  return text;
}
