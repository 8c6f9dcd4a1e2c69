import { customColumns, CustomAttributeSurvey, refusedAttributes } from './custom-attributes.js';

type Value = string | number | boolean;

const leads = (name: string, values: Value[]) =>
  values.map((value) => ({ lead: { custom: { [name]: value } } }));
const kindOf = (values: Value[]) => customColumns(leads('field', values))[0]?.kind;
const repeated = (times: number, value: Value): Value[] =>
  Array.from({ length: times }, () => value);

describe(CustomAttributeSurvey.name, () => {
  it('takes an attribute for numeric when at least 95 % of its values are numbers and more than two differ', () => {
    expect(kindOf(['1', 2, '3.5'])).toBe('numeric');
    expect(kindOf([...repeated(17, 1), 2, 3, 'many'])).toBe('numeric');
    expect(kindOf([...repeated(16, 1), 2, 3, 'many', 'more'])).toBe('categorical');
    expect(kindOf(['', 'n/a', '1', '2', '3'])).toBe('numeric');
  });

  it('takes everything else for categorical', () => {
    expect(kindOf([0, 1, 1, 0])).toBe('categorical');
    expect(kindOf([true, false])).toBe('categorical');
    expect(kindOf(['00123', '00124', '00125'])).toBe('categorical');
    expect(kindOf(['Google', 'Direct'])).toBe('categorical');
  });

  it('finds no column in values that say nothing', () => {
    expect(customColumns(leads('field', ['', ' ', 'null']))).toEqual([]);
  });

  it('decides the same whichever way the leads are chunked', () => {
    const all = [...leads('a', [1, 2, 3]), ...leads('b', ['x', 'y']), ...leads('zip', ['60601'])];
    const chunked = new CustomAttributeSurvey();
    for (const lead of all.toReversed()) chunked.add([lead]);

    expect(chunked.columns()).toEqual(customColumns(all));
    expect(chunked.refused()).toEqual(refusedAttributes(all));
  });

  it('names and labels a column after the attribute', () => {
    expect(customColumns(leads('leadOrigin_code', ['x']))[0]).toMatchObject({
      name: 'custom.leadOrigin_code',
      label: 'Lead origin code',
    });
  });

  it('refuses what its name gives away, with the reason', () => {
    const refused = [
      ...leads('Marital Status', ['x']),
      ...leads('zip5', ['60601']),
      ...leads('mileage', [1, 2, 3]),
    ];

    expect(refusedAttributes(refused)).toEqual([
      { name: 'Marital Status', reason: expect.stringContaining('marital status') },
      { name: 'zip5', reason: expect.stringContaining('postal code') },
    ]);
    expect(customColumns(refused).map(({ name }) => name)).toEqual(['custom.mileage']);
  });

  it.each([
    ['e-mail addresses', ['a@example.com', 'b@example.com', 'web']],
    ['phone numbers', [3125550142, 3125550143, 3125550144]],
    ['phone numbers', ['(312) 555-0142', '(312) 555-0143']],
    ['social security numbers', ['078-05-1120', '']],
    ['genders', ['M', 'F', 'f', 'm']],
    ['marital statuses', ['Single', 'Married']],
    ['forms of address', ['Mr.', 'Mrs', 'Ms']],
  ])('refuses what holds %s, whatever its name', (kind, values) => {
    expect(refusedAttributes(leads('field 7', values))).toEqual([
      { name: 'field 7', reason: `holds what looks like ${kind}` },
    ]);
  });

  it('keeps an attribute with a stray address in it', () => {
    const values = [...repeated(40, 'web'), 'jo@example.com'];
    expect(refusedAttributes(leads('entry', values))).toEqual([]);
  });
});
