import { categorical, yesNo } from '../feature-declaration.js';

/** Upper bounds in km, exclusive; beyond the last one distance hardly differs. */
const DISTANCE_BANDS: readonly (readonly [number, string])[] = [
  [10, '0-10 km'],
  [25, '10-25 km'],
  [50, '25-50 km'],
  [100, '50-100 km'],
];

/** How the prospect can be reached, and from how far they would come. Never who they are. */
export const CONTACT_FEATURES = [
  yesNo({
    name: 'hasPhone',
    label: 'A phone number is known',
    because: 'A lead that can be called is answered sooner.',
    from: ({ contact }) => contact && contact.phoneKind !== null,
  }),
  yesNo({
    name: 'hasMobile',
    label: 'A mobile number is known',
    because: 'A mobile can be texted, and texts are read.',
    from: ({ contact }) => contact && contact.phoneKind === 'mobile',
  }),
  categorical({
    name: 'emailKind',
    label: 'Kind of e-mail address',
    because: 'A disposable or relayed address keeps the desk at arm’s length.',
    from: ({ contact }) => contact && (contact.emailKind ?? 'none'),
  }),
  yesNo({
    name: 'hasPhoneAndEmail',
    label: 'Both phone and e-mail are known',
    because: 'Who gives both wants an answer.',
    from: ({ contact }) => contact && contact.phoneKind !== null && contact.emailKind !== null,
  }),
  categorical({
    name: 'preferredContact',
    label: 'Preferred way of contact',
    because: 'Somebody who says how to reach them expects to be reached.',
    from: ({ contact }) => contact && contact.preferredContact,
  }),
  categorical({
    name: 'distanceBand',
    label: 'Distance to the dealership',
    because: 'The longer the drive, the fewer make it.',
    from: ({ contact }) => bandOf(contact?.distanceKm ?? null),
  }),
];

function bandOf(km: number | null): string | null {
  if (km === null || !(km >= 0)) return null;
  return DISTANCE_BANDS.find(([below]) => km < below)?.[1] ?? '100+ km';
}
