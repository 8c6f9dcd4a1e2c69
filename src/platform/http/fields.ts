import { applyDecorators } from '@nestjs/common';
import { Transform, type TransformFnParams } from 'class-transformer';
import { ValidateBy } from 'class-validator';

// oxlint-disable-next-line no-control-regex -- NUL is what is looked for
const UNSTORABLE = /\p{Surrogate}|\0/u;

/** PostgreSQL stores no NUL, and half a surrogate pair is no character. */
export const IsPlainText = (): PropertyDecorator =>
  ValidateBy({
    name: 'isPlainText',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && !UNSTORABLE.test(value),
      defaultMessage: () => '$property must be text without NUL or half characters',
    },
  });

const ISO =
  /^(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)$/;

/** ISO 8601 with its offset, read into a Date: a bare local time would be another instant on every machine. */
export const IsInstant = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: TransformFnParams): unknown =>
      typeof value === 'string' && ISO.test(value) ? new Date(value) : value,
    ),
    ValidateBy({
      name: 'isInstant',
      validator: {
        validate: (value: unknown) => value instanceof Date && !Number.isNaN(value.getTime()),
        defaultMessage: () =>
          '$property must be an ISO 8601 instant with its offset, such as 2026-06-01T12:00:00Z',
      },
    }),
  );
