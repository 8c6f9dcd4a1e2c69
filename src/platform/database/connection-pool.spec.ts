import { Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { DatabaseUnavailableError, dataSourceOptions } from './connection-pool.js';
import { holdingConnection, SecondConnectionError } from './held-connection.js';

describe('The pool of connections', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  const one = (): Promise<unknown> => database.dataSource.query('SELECT 1');

  it('gives none to work that holds one, not even after a pause of that work', async () => {
    await expect(holdingConnection(one)).rejects.toThrow(SecondConnectionError);
    await expect(holdingConnection(() => afterPause(one))).rejects.toThrow(SecondConnectionError);
  });

  it('gives one to work that goes on beside it, and after it', async () => {
    const beside = afterPause(one);
    await holdingConnection(() => afterPause(() => Promise.resolve()));

    expect(await beside).toHaveLength(1);
    expect(await one()).toHaveLength(1);
  });

  it('says that the database is unavailable where nobody answers', async () => {
    Logger.overrideLogger(false);
    const nobody = new DataSource(dataSourceOptions('postgres://postgres@127.0.0.1:1/none', 1));

    await expect(nobody.initialize()).rejects.toThrow(DatabaseUnavailableError);
    Logger.overrideLogger(true);
  });
});

const afterPause = async <T>(work: () => Promise<T>): Promise<T> => {
  await new Promise((wake) => setTimeout(wake, 5));
  return work();
};
