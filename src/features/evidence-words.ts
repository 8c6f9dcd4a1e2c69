import type { FeatureColumn } from './feature-table.js';
import { grouped } from './phrases.js';
import type { Locale } from './reason-text.js';
import { REASON_TEXTS } from './reason-texts.js';
import { figure } from './reasons.js';
import type { ValueRange } from './value-ranges.js';

/** What became of leads alike in one feature, at the same stage of their life. */
export interface SeenAlike {
  leads: number;
  /** Of them, bought within the horizon. */
  won: number;
  /** Their rate of buying over that of all leads of the same place and stage. */
  timesAsOften: number;
  /** The lead's own rooftop; else the whole group, where the rooftop has too few. */
  where: 'rooftop' | 'group';
  /** Of their life; see `lifeStage`. */
  stage: number;
  /** The range a number was put into; null for a word. */
  range: ValueRange | null;
}

const STAGE_WORDS = ['', 'an hour', 'a day', 'a week', 'three weeks'] as const;

/** "Here buyers answered within 10 minutes bought 2.1x as often (38 of 310)." */
export function evidenceSentence(column: FeatureColumn, seen: SeenAlike, locale: Locale): string {
  const { leads, won, timesAsOften, where, stage } = seen;
  const place = where === 'rooftop' ? 'Here' : 'In the whole group';
  const open = stage ? `, still open after ${STAGE_WORDS[stage] ?? 'weeks'},` : '';
  const counts = `${grouped(won)} of ${grouped(leads)}`;
  const often = won === 0 ? 'have not bought' : `bought ${timesAsOften.toFixed(1)}x as often`;
  return `${place}${open} ${alike(column, seen.range, locale)} ${often} (${counts}).`;
}

function alike(column: FeatureColumn, range: ValueRange | null, locale: Locale): string {
  if (!range) return 'such buyers';
  const text = Object.hasOwn(REASON_TEXTS, column.name) ? REASON_TEXTS[column.name] : undefined;
  return text?.alike?.(range, locale) ?? `such buyers (${rangeWords(column, range)})`;
}

const WHOLE_UNITS: ReadonlySet<string | undefined> = new Set([
  'times',
  'leads',
  'cuts',
  'vehicles',
  'question marks',
]);

/** "under 4 h", "4 h or more", "1 to 4 h"; of what is counted: "once", "3 to 4 times". */
function rangeWords(column: FeatureColumn, { from, to }: ValueRange): string {
  const { unit } = column;
  // What is counted ends at the last whole number of its range.
  const last = WHOLE_UNITS.has(unit) ? to - 1 : to;
  if (WHOLE_UNITS.has(unit) && (last === from || (from === -Infinity && last === 0))) {
    return figure(column, last);
  }
  if (from === -Infinity) return `under ${figure(column, to)}`;
  if (to === Infinity) return `${figure(column, from)} or more`;
  const bare = unit === 'times' ? String(from) : figure({ ...column, unit: '' }, from).trim();
  return `${bare} to ${figure(column, last)}`;
}
