import type { SettingName, SettingsChange, SettledRooftop } from '../api/settings-queries';

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

/** As it is typed: what is no number yet is NaN, and a day without hours is closed. */
export interface Draft {
  responsePromiseMinutes: number;
  staleAfterDays: number;
  horizonDays: number;
  roundTheClock: boolean;
  hours: Record<Day, { from: string; until: string }>;
  contactFrom: number;
  contactUntil: number;
  hotPercent: number;
  warmPercent: number;
  repsSeeUnassigned: boolean;
}

/** As the law has it, where a rooftop says nothing. */
const DECENT = { from: 8, until: 21 };

export function draftOf(settings: SettledRooftop['inForce']): Draft {
  const { bands, contactHours = DECENT, openingHours } = settings;
  const hours = (day: Day): { from: string; until: string } => {
    const [from = '', until = ''] = openingHours?.[day]?.split('-') ?? [];
    return { from, until };
  };
  return {
    responsePromiseMinutes: settings.responsePromiseMinutes,
    staleAfterDays: settings.staleAfterDays,
    horizonDays: settings.horizonDays,
    roundTheClock: !openingHours,
    hours: Object.fromEntries(DAYS.map((day) => [day, hours(day)])) as Draft['hours'],
    contactFrom: contactHours.from,
    contactUntil: contactHours.until,
    hotPercent: percent(bands.hot),
    warmPercent: percent(bands.warm),
    repsSeeUnassigned: settings.repsSeeUnassigned,
  };
}

/** Only what differs from what is in force: the rest is left alone. */
export function changeOf(draft: Draft, inForce: SettledRooftop['inForce']): SettingsChange {
  const wanted = settingsOf(draft);
  const present = settingsOf(draftOf(inForce));
  const names = Object.keys(wanted) as (keyof typeof wanted)[];
  return Object.fromEntries(
    names
      .filter((name) => JSON.stringify(wanted[name]) !== JSON.stringify(present[name]))
      .map((name) => [name, wanted[name]]),
  );
}

export const isChanged = (change: SettingsChange): boolean => Object.keys(change).length > 0;

function settingsOf(draft: Draft): Required<Omit<SettingsChange, 'reset'>> {
  const { hours, roundTheClock } = draft;
  const open = DAYS.filter((day) => hours[day].from && hours[day].until).map((day) => [
    day,
    `${hours[day].from}-${hours[day].until}`,
  ]);
  return {
    responsePromiseMinutes: draft.responsePromiseMinutes,
    staleAfterDays: draft.staleAfterDays,
    horizonDays: draft.horizonDays,
    openingHours: roundTheClock ? null : (Object.fromEntries(open) as Record<string, string>),
    contactHours: { from: draft.contactFrom, until: draft.contactUntil },
    bands: { hot: share(draft.hotPercent), warm: share(draft.warmPercent) },
    repsSeeUnassigned: draft.repsSeeUnassigned,
  };
}

/** Shares are typed as percents, to a tenth. */
const percent = (of: number): number => Math.round(of * 1000) / 10;
const share = (percents: number): number => Math.round(percents * 10) / 1000;

/** In the order of the page. */
export const SETTING_NAMES: SettingName[] = [
  'responsePromiseMinutes',
  'openingHours',
  'contactHours',
  'bands',
  'staleAfterDays',
  'horizonDays',
  'repsSeeUnassigned',
];
