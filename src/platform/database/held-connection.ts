import { AsyncLocalStorage } from 'node:async_hooks';

const holding = new AsyncLocalStorage<true>();

/** A fault of ours, never of the caller's: told in tests and logged as an internal error in production. */
export class SecondConnectionError extends Error {
  constructor() {
    super(
      'Work inside a transaction asked the pool for another connection. As many such requests at ' +
        'once as the pool is large would wait for each other for ever: ask through the ' +
        'transaction’s manager, or before the transaction begins.',
    );
    this.name = SecondConnectionError.name;
  }
}

/** Runs work of a transaction: until it ends, {@link refuseSecondConnection} throws in all that it calls. */
export const holdingConnection = <T>(work: () => Promise<T>): Promise<T> => holding.run(true, work);

/**
 * Where a connection may have to be waited for, called first, so that a nested wait is found each
 * time and not only when the pool is empty.
 *
 * @throws SecondConnectionError
 */
export function refuseSecondConnection(): void {
  if (holding.getStore()) throw new SecondConnectionError();
}
