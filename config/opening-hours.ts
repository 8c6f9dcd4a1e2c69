import { ValidateBy } from 'class-validator';

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const HOURS = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/;

/** When somebody is there to answer, by the store's clock: '09:00-20:00'. A day left out is closed. */
export type OpeningHours = Partial<Record<(typeof DAYS)[number], string>>;

export const IsOpeningHours = (): PropertyDecorator =>
  ValidateBy({
    name: 'isOpeningHours',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' &&
        value !== null &&
        Object.entries(value).length > 0 &&
        Object.entries(value).every(
          ([day, hours]) =>
            (DAYS as readonly string[]).includes(day) &&
            typeof hours === 'string' &&
            HOURS.test(hours) &&
            hours.slice(0, 5) < hours.slice(6),
        ),
      defaultMessage: () =>
        "$property must name days: { mon: '09:00-20:00', … }, closing after opening",
    },
  });
