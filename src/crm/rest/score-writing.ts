import type { ScorePush } from '../crm-adapter.js';
import { wholeNumber } from '../http/json-text.js';
import { writeInstant } from '../instant.js';
import { putAt } from '../payload-writing.js';
import type { WrittenField } from './rest-settings.js';

/** A score in this system's own fields. @param row - What they are put into. */
export function written(
  fields: Record<string, WrittenField>,
  score: ScorePush,
  row: Record<string, unknown> = {},
): Record<string, unknown> {
  for (const [place, field] of Object.entries(fields)) putAt(row, place, valueOf(field, score));
  return row;
}

function valueOf(field: WrittenField, score: ScorePush): unknown {
  if ('constant' in field) return field.constant;
  const ours = score[field.field];
  const value = ours instanceof Date ? writeInstant(ours.getTime(), field.instants) : ours;
  if (field.values.has(String(value))) return field.values.get(String(value));
  // Twelve digits: a probability of 0.29 is not to be written 0.29000000000000004.
  const scaled =
    field.times !== undefined && typeof value === 'number'
      ? Number((value * field.times).toPrecision(12))
      : value;
  return typed(scaled, field.as);
}

function typed(value: string | number, as: 'number' | 'text' | undefined): unknown {
  if (as === 'text') return String(value);
  // Ids may be longer than a double holds.
  return as === 'number' && /^\d+$/.test(String(value)) ? wholeNumber(String(value)) : value;
}
