/**
 * Time zones by the first three digits of a US ZIP code. Where an area lies in two zones, both are
 * named: whoever wants to call must find it a decent hour in each.
 *
 * @see USPS Publication 65 (which state a prefix is in) and 49 CFR 71 (where the zones end).
 */
const E = ['America/New_York'];
const C = ['America/Chicago'];
const M = ['America/Denver'];
const P = ['America/Los_Angeles'];
const EC = [...E, ...C];
const CM = [...C, ...M];
const MP = [...M, ...P];

/** Each up to and with its last prefix, in order. */
const UNTIL: [last: number, zones: string[]][] = [
  [5, E],
  [9, ['America/Puerto_Rico']],
  [323, E],
  [325, EC],
  [349, E],
  [369, C],
  [372, C],
  [379, EC],
  [384, C],
  [385, EC],
  [397, C],
  [418, E],
  [424, C],
  [427, EC],
  [459, E],
  [462, E],
  [464, C],
  [474, E],
  [477, EC],
  [497, E],
  [499, EC],
  [567, C],
  [574, C],
  [577, CM],
  [585, C],
  [588, CM],
  [599, M],
  [676, C],
  [679, CM],
  [689, C],
  [693, CM],
  [797, C],
  [799, M],
  [834, M],
  [835, MP],
  [838, MP],
  [847, M],
  [864, ['America/Phoenix']],
  [865, ['America/Phoenix', ...M]],
  [885, M],
  [897, P],
  [898, MP],
  [961, P],
  [968, ['Pacific/Honolulu']],
  [969, ['Pacific/Guam']],
  [978, P],
  [979, MP],
  [994, P],
  [999, ['America/Anchorage']],
];

/** @returns none where the code is no ZIP code of the United States. */
export function zonesOfPostalCode(postalCode: string | null): string[] {
  const prefix = /^(\d{3})\d{2}(-?\d{4})?$/.exec(postalCode?.trim() ?? '')?.[1];
  if (prefix === undefined) return [];
  return UNTIL.find(([last]) => Number(prefix) <= last)?.[1] ?? [];
}
