import { parseSettings } from '#config';
import { testDatabase, type TestDatabase } from '../../../test/support/database.js';
import { Directory, type Dealership } from './directory.js';
import { Tenancy } from './tenancy.js';

const SETTINGS = `
groups:
  - key: north
    name: North Group
    timeZone: America/Chicago
    dealerships:
      - { key: north-a, name: North A, timeZone: America/Chicago }
      - { key: north-b, name: North B, timeZone: America/Denver }
`;

describe(Tenancy.name, () => {
  let database: TestDatabase;
  let tenancy: Tenancy;
  let a: Dealership;
  let b: Dealership;

  const addConnection = (dealership: Dealership, owner = dealership): Promise<unknown> =>
    tenancy.asDealership(dealership.id, (manager) =>
      manager.query(
        `INSERT INTO crm_connection (dealership_id, id, key, name, dialect)
         VALUES ($1, gen_random_uuid(), gen_random_uuid()::text, 'CRM', 'rest')`,
        [owner.id],
      ),
    );

  beforeAll(async () => {
    database = await testDatabase();
    const directory = new Directory(database.dataSource);
    tenancy = new Tenancy(database.dataSource, directory);
    const [group] = parseSettings(SETTINGS, {}, 'test').groups;
    const { dealerships } = await directory.provision(group!);
    [a, b] = dealerships as [Dealership, Dealership];
    await addConnection(a);
  });

  afterAll(() => database.drop());

  it('shows a dealership its own rows and nobody else them', async () => {
    const counts = await Promise.all(
      [a, b].map((dealership) =>
        tenancy.asDealership(dealership.id, (manager) =>
          manager.query('SELECT count(*)::int AS n FROM crm_connection'),
        ),
      ),
    );

    expect(counts).toEqual([[{ n: 1 }], [{ n: 0 }]]);
  });

  it('refuses a row that is written for another dealership', async () => {
    await expect(addConnection(b, a)).rejects.toThrow(/row-level security/);
  });

  it('shows a group no lead of any dealership', async () => {
    const rows = await tenancy.asGroup(a.groupId, (manager) =>
      manager.query('SELECT 1 FROM crm_connection'),
    );

    expect(rows).toEqual([]);
  });

  it('has no statement compiled, whatever the server does for others', async () => {
    const [inside] = await tenancy.asDealership(a.id, (manager) =>
      manager.query(`SELECT current_setting('jit') AS jit`),
    );

    expect(inside).toEqual({ jit: 'off' });
  });

  it('leaves no tenant behind on the connection', async () => {
    const [after] = await database.dataSource.query(
      `SELECT current_user <> 'lead_likelihood_tenant' AS owner,
              coalesce(current_setting('app.dealership', true), '') AS dealership`,
    );

    expect(after).toEqual({ owner: true, dealership: '' });
  });

  it('keeps the audit trail append-only', async () => {
    await expect(
      tenancy.asGroup(a.groupId, (manager) => manager.query('DELETE FROM audit_event')),
    ).rejects.toThrow(/permission denied/);
  });
});
