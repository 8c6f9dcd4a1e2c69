import type { ConnectionConfig } from '../crm-adapter.js';
import type { AnswerLimits } from '../http/crm-http.js';
import { checkMailToken } from '../mail/mail-address.js';
import { readAddress, readLimits } from '../read-address.js';
import { readSecret } from '../read-secret.js';
import { SettingsReading, type SettingsSection } from '../settings-reading.js';

/** A connection of the `dealersocket` dialect, checked. */
export interface DealerSocketSettings {
  /** Which `<id source>` of a forwarded lead is DealerSocket's own. */
  idSource: string;
  /** Absent: leads come in, and no score goes out. */
  writing?: ScoreTarget;
  limits: AnswerLimits;
}

/** Where scores go, and as whom. */
export interface ScoreTarget {
  baseUrl: URL;
  publicKey: string;
  secretKey: string;
  /** How DealerSocket numbers the dealership, such as 372_32. */
  dealerNumber: string;
  /** Who we are there. */
  senderName: string;
  /** A user of DealerSocket in whose name leads are updated. */
  person: { given: string; family: string };
}

/** @throws CrmSettingsError listing every fault with its key and the fix. */
export function readDealerSocketSettings(config: ConnectionConfig): DealerSocketSettings {
  const { id, settings, secrets } = config;
  const reading = new SettingsReading(`Connection ${id} (dealersocket)`);
  const root = reading.root(settings);
  const idSource = root.text('idSource', 'Give the source as documents write it.', 'DealerSocket');
  const scores = root.optionalSection(
    'scores',
    'Give publicKey, dealerNumber, senderName, person.',
  );
  checkMailToken(reading, secrets);
  const read: DealerSocketSettings = {
    idSource,
    limits: readLimits(root),
    ...(scores && { writing: readTarget(scores, readSecret(scores, secrets, 'secretKey')) }),
  };
  // Writeback's own, read there; named here so that it does not pass for a misspelling.
  if (root.has('writesPerSecond')) root.number('writesPerSecond', { min: 0.01, max: 10_000 });
  root.close();
  reading.finish();
  return read;
}

function readTarget(section: SettingsSection, secretKey: string): ScoreTarget {
  const publicKey = section.text('publicKey', 'Give the public key DealerSocket issued.');
  if (/[\s:]/.test(publicKey)) {
    section.fault('publicKey', 'holds a colon or a space', 'Give the key alone.');
  }
  const person = section.section('person', 'Give given and family of a user there.');
  const read = {
    baseUrl: readAddress(section, 'baseUrl', 'https://api.dealersocket.com/api/DealerSocket'),
    publicKey,
    secretKey,
    dealerNumber: section.text('dealerNumber', 'Give the number, such as 372_32.'),
    senderName: section.text('senderName', 'Give the name DealerSocket registered you under.'),
    person: {
      given: person.text('given', 'Give the first name of a user of DealerSocket.'),
      family: person.text('family', 'Give the last name of a user of DealerSocket.'),
    },
  };
  person.close();
  section.close();
  return read;
}
