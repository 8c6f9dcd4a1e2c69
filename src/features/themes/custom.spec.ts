import { ARRIVED_AT, leadHistory, market } from '../../../test/factories/lead-history.js';
import type { FeatureColumn } from '../feature-table.js';
import { buildFeatureVector } from '../feature-vector.js';

const column = (name: string, kind: FeatureColumn['kind']): FeatureColumn => ({
  name: `custom.${name}`,
  kind,
  label: name,
  because: 'The CRM keeps it.',
});
const valueOf = (
  name: string,
  kind: FeatureColumn['kind'],
  custom: Record<string, string | number | boolean>,
) =>
  buildFeatureVector(leadHistory({ lead: { custom } }), market(), ARRIVED_AT, [column(name, kind)])[
    `custom.${name}`
  ];

describe('custom features', () => {
  it.each([
    [12, 12], ['12.5', 12.5], [' 1,234 ', 1234], ['-3e2', -300], ['', null], ['n/a', null], ['twelve', null],
    ['00123', null], [NaN, null], ['1e999', null], [true, null],
  ])('read %j as the number %s', (value, expected) => {
    expect(valueOf('visits', 'numeric', { visits: value })).toBe(expected);
  }); // oxfmt-ignore

  it.each([
    ['Walk-in', 'Walk-in'], [' web ', 'web'], [true, 'yes'], [false, 'no'], [7, '7'], ['', null], ['NULL', null],
    ['jo@example.com', null], ['312-555-0142', null], ['078-05-1120', null], ['x'.repeat(500), 'x'.repeat(80)],
  ])('read %j as the word %s', (value, expected) => {
    expect(valueOf('entry', 'categorical', { entry: value })).toBe(expected);
  }); // oxfmt-ignore

  it('are missing where the lead lacks them, even by a name every object has', () => {
    expect(valueOf('entry', 'categorical', {})).toBeNull();
    expect(valueOf('constructor', 'categorical', {})).toBeNull();
    expect(valueOf('__proto__', 'categorical', {})).toBeNull();
  });

  it('hold nothing where a stored schema names what may never be a feature', () => {
    expect(valueOf('gender', 'categorical', { gender: 'f' })).toBeNull();
    expect(valueOf('customerAge', 'numeric', { customerAge: 44 })).toBeNull();
  });
});
