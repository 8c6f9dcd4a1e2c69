import { Logger } from '@nestjs/common';
import { Pool, type PoolClient } from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { DomainError } from '../domain-error.js';
import { refuseSecondConnection } from './held-connection.js';

/** Whoever waits longer is told so: an answer that a program can act on, where silence is none. */
export const LONGEST_CONNECTION_WAIT_MS = 30_000;

export class DatabaseUnavailableError extends DomainError {
  readonly code = 'DATABASE_UNAVAILABLE';
  readonly kind = 'unavailable';

  constructor(cause: unknown) {
    super('The database cannot be reached now, or is too busy. Try again in a minute.', { cause });
  }
}

type Connected = (
  error: Error | undefined,
  client?: PoolClient,
  release?: (error?: unknown) => void,
) => void;

/** Hands out connections one to a transaction, and within a bounded time. */
class OneEachPool extends Pool {
  private readonly logger = new Logger('Database');

  override connect(): Promise<PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<PoolClient> | void {
    refuseSecondConnection();
    if (!callback) return super.connect();
    super.connect((error, client, release) => {
      if (error) this.logger.error(`No connection to the database: ${error.message}`);
      callback(error && new DatabaseUnavailableError(error), client, release);
    });
  }
}

/** @param poolSize - Connections at most. */
export const dataSourceOptions = (url: string, poolSize: number): DataSourceOptions => ({
  type: 'postgres',
  url,
  synchronize: false,
  driver: { Pool: OneEachPool },
  extra: {
    max: poolSize,
    connectionTimeoutMillis: LONGEST_CONNECTION_WAIT_MS,
    application_name: 'lead-likelihood',
  },
});
