import { ValidateBy } from 'class-validator';

const LONGEST = 20_000;

/** Text, a number or a boolean: what it means is cleaning's work, so that a sloppy value is noted and not refused. */
export const IsSaid = (): PropertyDecorator =>
  ValidateBy({
    name: 'isSaid',
    validator: {
      validate: (value: unknown) =>
        value === null ||
        (typeof value === 'string'
          ? value.length <= LONGEST
          : typeof value === 'number' || typeof value === 'boolean'),
      defaultMessage: () => `must be text of at most ${LONGEST} characters, a number or a boolean`,
    },
  });
