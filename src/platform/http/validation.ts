import { UnprocessableEntityException, ValidationPipe, type ValidationError } from '@nestjs/common';

/** A field of the caller's body or query that cannot be used, and why. Never the value itself. */
export interface Fault {
  field: string;
  problem: string;
}

/** Checks DTOs: unknown fields are refused, and every fault is told at once. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    stopAtFirstError: false,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) =>
      new UnprocessableEntityException({
        message: `Some fields cannot be used: ${namesOf(faultsOf(errors))}.`,
        faults: faultsOf(errors),
      }),
  });
}

const namesOf = (faults: Fault[]): string =>
  [...new Set(faults.map(({ field }) => field))].join(', ');

/** Names come from the caller and may be anything. */
const LONGEST_NAME = 60;
const MOST_FAULTS = 50;

export const faultsOf = (errors: ValidationError[]): Fault[] =>
  faultsUnder('', errors).slice(0, MOST_FAULTS);

function faultsUnder(above: string, errors: ValidationError[]): Fault[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const name = shortName(property);
    const field = above ? `${above}.${name}` : name;
    const own = Object.entries(constraints).map(([rule, problem]) => ({
      field,
      problem: wordsFor(rule, problem),
    }));
    return [...own, ...faultsUnder(field, children)];
  });
}

/** @param property - undefined where the body as a whole is no object. */
export function shortName(property: string | undefined): string {
  if (property === undefined) return 'body';
  return property.length > LONGEST_NAME ? `${property.slice(0, LONGEST_NAME)}…` : property;
}

function wordsFor(rule: string, problem: string): string {
  if (rule === 'whitelistValidation')
    return 'is no field of this request; check its spelling or leave it out';
  return problem === 'Validation failed (object is expected)' ? 'must be a JSON object' : problem;
}
