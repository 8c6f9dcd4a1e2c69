import { InvalidConfigurationError, parseSettings, readEnv } from './index.js';

const faultsOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidConfigurationError) return error.message;
    throw error;
  }
  return '';
};

describe('settings', () => {
  it('tells every fault at once, by key', () => {
    const yaml = `
groups:
  - key: Bad Key
    name: ''
    timeZone: Mars/Olympus
    dealerships:
      - { key: a, name: A, timeZone: America/Chicago, staleAfterDays: 0, colour: red }
      - { key: a, name: B, timeZone: America/Chicago, connections: [{ key: crm, name: CRM, dialect: rest, secrets: { token: '\${CRM_TOKEN}' } }] }
`;

    const faults = faultsOf(() => parseSettings(yaml, {}, 'settings.yaml'));

    for (const key of [
      'groups[0].key',
      'groups[0].name',
      'groups[0].timeZone',
      'groups[0].dealerships[0].staleAfterDays',
      'groups[0].dealerships[0].colour',
      'a: two groups or dealerships share this key',
      'groups[0].dealerships[1].connections[0].secrets.token: set the environment variable CRM_TOKEN',
    ])
      expect(faults).toContain(key);
  });

  it('takes secrets from the environment', () => {
    const yaml = `
groups:
  - { key: g, name: G, timeZone: UTC, dealerships: [{ key: a, name: A, timeZone: UTC, connections: [{ key: crm, name: CRM, dialect: rest, secrets: { token: 'x-\${CRM_TOKEN}' } }] }] }
`;

    const settings = parseSettings(yaml, { CRM_TOKEN: 'secret' }, 'settings.yaml');

    expect(settings.groups[0]?.dealerships[0]?.connections[0]?.secrets).toEqual({
      token: 'x-secret',
    });
  });
});

const currencyOf = (fields: string): string | undefined =>
  parseSettings(
    `groups: [{ key: g, name: G, timeZone: UTC, dealerships: [{ key: a, name: A, timeZone: UTC${fields} }] }]`,
    {},
    'settings.yaml',
  ).groups[0]?.dealerships[0]?.currency;

describe('the currency of a dealership', () => {
  it.each([
    ['', 'USD'],
    [', country: CA', 'CAD'],
    [', country: IE', 'EUR'],
    [', country: CA, currency: USD', 'USD'],
  ])('of "%s" is %s', (fields, currency) => {
    expect(currencyOf(fields)).toBe(currency);
  });

  it('must be given where the country has no usual one', () => {
    expect(faultsOf(() => currencyOf(', country: AQ'))).toContain(
      'groups[0].dealerships[0].currency',
    );
  });
});

describe('the environment', () => {
  it('has a default for everything', () => {
    expect(readEnv({})).toMatchObject({ ROLE: 'all', PORT: 3000, OUTBOUND_ALLOW: [] });
  });

  it('tells every fault at once', () => {
    const faults = faultsOf(() => readEnv({ ROLE: 'boss', PORT: '99999', SECRET_KEY: 'short' }));

    for (const name of ['ROLE', 'PORT', 'SECRET_KEY']) expect(faults).toContain(name);
  });

  it('splits lists', () => {
    expect(readEnv({ OUTBOUND_ALLOW: '127.0.0.1, crm.internal' }).OUTBOUND_ALLOW).toEqual([
      '127.0.0.1',
      'crm.internal',
    ]);
  });
});
