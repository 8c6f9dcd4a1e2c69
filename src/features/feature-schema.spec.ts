import { refusalOfName } from './denylist.js';
import { DECLARED_FEATURES, featureSchema, schemaHash } from './feature-schema.js';
import type { FeatureColumn } from './feature-table.js';
import { DeniedFeatureError } from './features.errors.js';

const custom = (name: string, overrides: Partial<FeatureColumn> = {}): FeatureColumn => ({
  name: `custom.${name}`,
  kind: 'numeric',
  label: 'A label',
  because: 'The CRM keeps it.',
  ...overrides,
});

describe(featureSchema.name, () => {
  it('names every feature once, in camelCase, and says why it may matter', () => {
    const schema = featureSchema();

    expect(new Set(schema.map(({ name }) => name)).size).toBe(schema.length);
    for (const { name, label, because } of schema) {
      expect(name).toMatch(/^[a-z][A-Za-z0-9]+$/);
      expect(label).toMatch(/^[A-Z]/);
      expect(because).toMatch(/\.$/);
    }
  });

  it('gives every quantity a unit', () => {
    const withoutUnit = featureSchema().filter(({ kind, unit }) => kind === 'numeric' && !unit);
    expect(withoutUnit).toEqual([]);
  });

  it('is plain data, the same after a trip through the store', () => {
    const schema = featureSchema([custom('visits')]);

    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
    expect(schema).toHaveLength(DECLARED_FEATURES.length + 1);
  });

  it('holds no declared feature that the denylist would refuse', () => {
    const denied = featureSchema().filter(({ name }) => refusalOfName(name) !== null);
    // These speak of the lead and the vehicle, which the short name alone cannot show.
    expect(denied.map(({ name }) => name)).toEqual(['ageHours']);
  });

  it.each([
    custom('gender'),
    custom('x.customerAge', { label: 'Harmless' }),
    custom('zip', { because: 'The dealer insists.' }),
    { ...custom('fico'), name: 'fico' },
    { ...custom('x'), name: 'CUSTOM.gender' },
  ])('cannot be talked into $name', (column) => {
    expect(() => featureSchema([column])).toThrow(DeniedFeatureError);
  });

  it('heeds no setting and no environment that would lift the denylist', () => {
    const lifted = { ...custom('religion'), allow: true, denylist: [], allowDenied: true };
    process.env['FEATURES_DENYLIST'] = '';

    expect(() => featureSchema([lifted])).toThrow(/no setting allows it/);
    delete process.env['FEATURES_DENYLIST'];
  });
});

describe(schemaHash.name, () => {
  const schema = featureSchema([custom('visits')]);

  it('stays when only the wording changes', () => {
    const reworded = schema.map((column) => ({ ...column, label: 'Other', because: 'Other.' }));
    expect(schemaHash(reworded)).toBe(schemaHash(schema));
  });

  it('changes with a name, a kind, a unit or the order', () => {
    const others = [
      featureSchema(),
      featureSchema([custom('visit')]),
      featureSchema([custom('visits', { kind: 'categorical' })]),
      featureSchema([custom('visits', { unit: 'h' })]),
      schema.toReversed(),
    ];
    expect(new Set([schema, ...others].map(schemaHash)).size).toBe(6);
  });
});
