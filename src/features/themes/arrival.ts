import { categorical, numeric, yesNo } from '../feature-declaration.js';

const OPENS_AT = 9;
const CLOSES_AT = 20;

/** When the lead came, where from, and how long ago. */
export const ARRIVAL_FEATURES = [
  numeric({
    name: 'ageHours',
    unit: 'h',
    label: 'Hours since the lead arrived',
    because: 'Most buyers decide within days; a lead that is still open after weeks rarely buys.',
    from: ({ cutoff, arrivedAt }) => Math.max(0, cutoff - arrivedAt) / 3_600_000,
  }),
  numeric({
    name: 'arrivalHour',
    unit: 'hour of day',
    label: 'Hour of arrival, local time',
    because:
      'Somebody who writes in a lunch break shops differently from somebody who scrolls at night.',
    from: ({ arrivedLocally }) => arrivedLocally.hour,
  }),
  categorical({
    name: 'arrivalWeekday',
    label: 'Weekday of arrival, local time',
    because: 'Weekend messages come from people who have time to visit.',
    from: ({ arrivedLocally }) => arrivedLocally.weekday,
  }),
  yesNo({
    name: 'afterHours',
    label: 'Arrived after hours (before 9, from 20 on, or on a Sunday)',
    because: 'Nobody is at the desk to answer while the buyer still looks at the listing.',
    from: ({ arrivedLocally: { hour, weekday } }) =>
      hour < OPENS_AT || hour >= CLOSES_AT || weekday === 'Sunday',
  }),
  categorical({
    name: 'source',
    label: 'Source of the lead',
    because: 'Sources differ in how serious their buyers are.',
    from: ({ source }) => source,
  }),
  categorical({
    name: 'channel',
    label: 'Channel the lead came by',
    because: 'A call or a form costs more effort than a tap.',
    from: ({ channel }) => channel,
  }),
];
