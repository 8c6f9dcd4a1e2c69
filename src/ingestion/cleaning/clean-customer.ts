import type { StandardCustomer } from '#leads';
import type { Said, SaidCustomer } from '#crm';
import type { CleaningContext } from './cleaning-context.js';
import type { CleaningNotes } from './cleaned.js';
import { cleanEmail } from './clean-email.js';
import { cleanSourceVersion } from './clean-instant.js';
import { readNumber } from './clean-number.js';
import { cleanPhones } from './clean-phone.js';
import { cleanWord } from './clean-text.js';
import { present } from './present.js';

const FARTHEST_KM = 21_000;

/** A person as the store keeps them; what cannot be believed is missing and noted. */
export function cleanCustomer(
  said: SaidCustomer,
  identity: { externalId: string; sourceVersion?: number; firstSeenAt: Date },
  context: CleaningContext,
  notes: CleaningNotes,
): StandardCustomer {
  const country = cleanWord(said.country, 2)?.toUpperCase() ?? context.country;
  return {
    connectionId: context.connectionId,
    externalId: identity.externalId,
    sourceVersion: identity.sourceVersion ?? cleanSourceVersion(said.updatedAt, context),
    firstSeenAt: identity.firstSeenAt,
    ...present({
      name: nameOf(said),
      preferredContact: preferred(said.preferredContact),
      postalCode: cleanWord(said.postalCode, 16)?.toUpperCase(),
      distanceKm: distance(said.distanceKm),
    }),
    ...notes.keep(cleanEmail(said.email)),
    ...notes.keep(cleanPhones(said.phones, country)),
  };
}

function nameOf({ name }: SaidCustomer): string | undefined {
  const parts = [cleanWord(name?.first), cleanWord(name?.last)].filter(
    (part) => part !== undefined,
  );
  return cleanWord(name?.full) ?? (parts.length > 0 ? parts.join(' ') : cleanWord(name?.business));
}

function preferred(said: Said): 'phone' | 'email' | undefined {
  const text = cleanWord(said, 40)?.toLowerCase() ?? '';
  if (/mail/.test(text)) return 'email';
  return /phone|call|text|sms|mobile|cell/.test(text) ? 'phone' : undefined;
}

function distance(said: Said): number | undefined {
  const km = typeof said === 'number' ? said : readNumber(cleanWord(said, 20) ?? '');
  return km !== undefined && km >= 0 && km <= FARTHEST_KM ? km : undefined;
}
