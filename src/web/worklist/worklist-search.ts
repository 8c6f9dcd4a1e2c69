import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Vault } from '#access';
import type { Outcome } from '#leads';
import type { EntityManager } from 'typeorm';
import { LINE } from './lead-background.js';
import { opener } from './shown-lead.js';

/** More than these nobody reads; who gets so many says one word more. */
const MOST_FOUND = 500;
/** The newest so many are looked through. */
const LOOKED_THROUGH = 50_000;
/** After so many, some milliseconds' work, other requests have their turn. */
const AT_A_TIME = 1_000;

interface Searched {
  id: string;
  line: string | null;
  nameSealed: Buffer | null;
  phoneSealed: Buffer | null;
}

/**
 * Leads whose name, vehicle or phone number holds every word. Names are sealed in the database, so they
 * are opened here and looked through in memory; nothing of it is kept.
 */
export async function searchLeads(
  manager: EntityManager,
  vault: Vault,
  dealershipId: string,
  { text, outcome }: { text: string; outcome: Outcome },
): Promise<string[]> {
  const words = plain(text).split(' ').filter(Boolean);
  const leads = await manager.query<Searched[]>(
    `SELECT lead.id, ${LINE} AS line,
       coalesce(person.name_sealed, customer.name_sealed) AS "nameSealed",
       coalesce(person.phone_sealed, customer.phone_sealed) AS "phoneSealed"
     FROM lead
     LEFT JOIN customer ON customer.id = lead.customer_id
     LEFT JOIN customer AS person ON person.id = customer.merged_into
     LEFT JOIN vehicle ON vehicle.id = lead.vehicle_id
     WHERE lead.outcome = $1 ORDER BY lead.arrived_at DESC LIMIT ${LOOKED_THROUGH}`,
    [outcome],
  );
  const open = opener(vault, dealershipId);
  const found: string[] = [];
  for (const [nth, lead] of leads.entries()) {
    if (found.length === MOST_FOUND) break;
    if (nth % AT_A_TIME === AT_A_TIME - 1) await othersTurn();
    if (holds(lead, words, open)) found.push(lead.id);
  }
  return found;
}

function holds(
  { line, nameSealed, phoneSealed }: Searched,
  words: string[],
  open: (sealed: Buffer | null) => string | null,
): boolean {
  const said = plain(`${open(nameSealed) ?? ''} ${line ?? ''}`);
  const missing = words.filter((word) => !said.includes(word));
  if (missing.length === 0) return true;
  const digits = missing.join('').replaceAll(/\D/g, '');
  const areDigits = missing.every((word) => /^[\d()+.-]+$/.test(word));
  return areDigits && digits.length >= 3 && (open(phoneSealed) ?? '').includes(digits);
}

/** "José  Núñez" is found by "jose nunez". */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim();
