import { ACTIVITY_KINDS, type ActivityKind, type StandardActivity } from '#leads';
import type { Said, SaidActivity } from '#crm';
import type { CleaningContext } from './cleaning-context.js';
import { Refused, refused } from './cleaned.js';
import { isTrue } from './clean-exclusion.js';
import { cleanInstant, cleanSourceVersion } from './clean-instant.js';
import { cleanExternalId, cleanWord } from './clean-text.js';

const KIND_WORDS: [RegExp, ActivityKind][] = [
  [/test.?drive|demo.?drive/, 'test_drive'],
  [/appointment|appt|meeting|booking/, 'appointment'],
  [/visit|showroom|walk.?in/, 'visit'],
  [/quote|offer|proposal|worksheet|pencil/, 'quote'],
  [/mail/, 'email'],
  [/\btext|sms|mms/, 'text'],
  [/call|phone|voice/, 'call'],
  [/messag|chat|messenger|whatsapp|comment/, 'message'],
  [/note|memo|task/, 'note'],
];

/** A dated touch on a lead, or why it cannot be placed. */
export function cleanActivity(
  said: SaidActivity,
  context: CleaningContext,
): StandardActivity | Refused {
  const externalId = cleanExternalId(said.externalId, 'externalId');
  if (externalId instanceof Refused) return externalId;
  if (externalId === undefined)
    return refused('externalId', 'missing', "Send the activity's own identifier in the CRM.");
  const leadExternalId = cleanExternalId(said.leadExternalId, 'leadExternalId');
  if (leadExternalId instanceof Refused) return leadExternalId;
  if (leadExternalId === undefined)
    return refused('leadExternalId', 'missing', 'Send the identifier of the lead it belongs to.');
  const occurredAt = cleanInstant(said.occurredAt, 'occurredAt', context);
  if (occurredAt instanceof Refused) return occurredAt;
  if (occurredAt === undefined)
    return refused('occurredAt', 'missing', 'Send when it happened, as an ISO 8601 instant.');
  return {
    connectionId: context.connectionId,
    externalId,
    leadExternalId,
    sourceVersion: cleanSourceVersion(said.updatedAt, context),
    kind: kindOf(said.kind),
    direction: directionOf(said.direction, said.kind),
    author:
      isTrue(said.automatic) || /auto/i.test(cleanWord(said.kind) ?? '') ? 'automatic' : 'human',
    occurredAt,
  };
}

function kindOf(said: Said): ActivityKind {
  const text = cleanWord(said, 60)?.toLowerCase() ?? '';
  return (
    ACTIVITY_KINDS.find((kind) => kind === text) ??
    KIND_WORDS.find(([word]) => word.test(text))?.[1] ??
    'other'
  );
}

function directionOf(said: Said, kind: Said): StandardActivity['direction'] {
  const text = `${cleanWord(said, 40) ?? ''} ${cleanWord(kind, 60) ?? ''}`.toLowerCase();
  if (/\bin(?:bound|coming)?\b|received|from.?customer/.test(text)) return 'inbound';
  return /\bout(?:bound|going)?\b|\bsent\b|to.?customer/.test(text) ? 'outbound' : 'internal';
}
