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
        message: `Some fields cannot be used: ${faultsOf(errors)
          .map((fault) => fault.field)
          .join(', ')}.`,
        faults: faultsOf(errors),
      }),
  });
}

export function faultsOf(errors: ValidationError[], above = ''): Fault[] {
  return errors.flatMap((error) => {
    const field = above ? `${above}.${error.property}` : error.property;
    const own = Object.values(error.constraints ?? {}).map((problem) => ({ field, problem }));
    return [...own, ...faultsOf(error.children ?? [], field)];
  });
}
