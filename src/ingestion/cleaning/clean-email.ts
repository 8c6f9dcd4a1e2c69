import type { Said } from '#crm';
import { type Cleaned, refused } from './cleaned.js';
import { cleanWord } from './clean-text.js';

export interface CleanEmail {
  /** Lower-cased. */
  email: string;
  emailKind: 'personal' | 'work' | 'relay' | 'disposable';
}

const SYNTAX =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{2,59})$/;
const PLACEHOLDER =
  /^(?:no-?e?mail|none|na|n\.a|noreply|no-reply|donotreply|unknown|asdf|test)@|@(?:none|na|no|noemail|nomail|email|test|asdf|unknown)\.[a-z]+$/;

const PERSONAL = new Set(
  (
    'gmail.com googlemail.com yahoo.com ymail.com rocketmail.com hotmail.com outlook.com live.com msn.com icloud.com me.com ' +
    'mac.com aol.com gmx.com gmx.de gmx.net web.de t-online.de proton.me protonmail.com mail.com zoho.com comcast.net ' +
    'verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net frontier.com juno.com yandex.ru ' +
    'mail.ru qq.com 163.com free.fr orange.fr wanadoo.fr laposte.net libero.it shaw.ca rogers.com btinternet.com'
  ).split(' '),
);
const PERSONAL_FAMILY = /^(?:yahoo|hotmail|outlook|live)\.(?:[a-z]{2,3})(?:\.[a-z]{2})?$/;
/** Addresses a marketplace hands out in the buyer's place: a reply reaches the buyer, the address identifies nobody else. */
const RELAY =
  /(?:^|\.)(?:privaterelay\.appleid\.com|relay\.firefox\.com|reply\.craigslist\.org|duck\.com|marketplace\.facebook\.com|facebook\.com|facebookmail\.com|messages\.cargurus\.com|leads\.autotrader\.com|reply\.ebay\.com|members\.ebay\.com)$|(?:^|\.)(?:relay|reply|messages?|proxy)\./;
const DISPOSABLE =
  /(?:^|\.)(?:mailinator\.(?:com|net)|guerrillamail\.[a-z]+|guerrillamailblock\.com|sharklasers\.com|10minutemail\.[a-z]+|temp-?mail\.[a-z]+|tempmailo\.com|yopmail\.[a-z]+|trashmail\.[a-z]+|maildrop\.cc|getnada\.com|dispostable\.com|throwawaymail\.com|fakeinbox\.com|mintemail\.com|mohmal\.com|emailondeck\.com|discard\.email)$/;

/** A deliverable-looking address and what kind of mailbox it is. */
export function cleanEmail(said: Said): Cleaned<CleanEmail> {
  const text = cleanWord(said, 320)?.toLowerCase();
  if (text === undefined) return undefined;
  const email = (/<([^<>]+)>/.exec(text)?.[1] ?? text)
    .replace(/^mailto:/, '')
    .replace(/^[\s'"]+|[\s'",;.]+$/g, '');
  if (email.length > 254 || !SYNTAX.test(email) || /^\.|\.\.|\.@/.test(email)) {
    return refused('email', 'not an e-mail address', 'Send one address of the form name@domain.');
  }
  if (PLACEHOLDER.test(email)) {
    return refused(
      'email',
      'a placeholder, not an address',
      'Leave the field empty when no address is known.',
    );
  }
  return { email, emailKind: kindOf(email.slice(email.indexOf('@') + 1)) };
}

function kindOf(domain: string): CleanEmail['emailKind'] {
  if (DISPOSABLE.test(domain)) return 'disposable';
  if (RELAY.test(domain)) return 'relay';
  return PERSONAL.has(domain) || PERSONAL_FAMILY.test(domain) ? 'personal' : 'work';
}
