import * as fc from 'fast-check';
import { DENIED_TOGETHER, DENIED_WORDS } from './denied-words.js';
import { refusalOfName, tokensOf } from './denylist.js';
import { personalKind } from './personal-values.js';

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

describe('refusalOfName', () => {
  it.each([
    'name', 'First Name', 'lastName', 'customer_name', 'full-name', 'NOMBRE', 'apellido_paterno', 'contactname',
    'age', 'Customer Age', 'd_age_years', 'age_group', 'buyerage', 'DOB', 'customerDOB', 'date_of_birth', 'birthDate',
    'BirthYear', 'edad', 'fecha de nacimiento', 'fechaNacimiento', 'yob', 'vehicle_owner_age', 'year old',
    'gender', 'Gender ', 'sex', 'SEXO', 'género', 'is_female', 'salutation', 'pronouns',
    'religion', 'Religión', 'church', 'iglesia',
    'language', 'preferred_language', 'LANG', 'idioma', 'locale', 'spanishSpeaking',
    'marital', 'maritalStatus', 'estado civil', 'estado_civil', 'married', 'cónyuge', 'children', 'maritalstatus',
    'zip', 'ZIPCode', 'zip5', 'zip_4', 'postal code', 'postalcode', 'código postal', 'codigopostal', 'CP',
    'home address', 'latitude', 'VNZIP1', 'shiptozip', 'xpostalx',
    'fico', 'FICO8', 'creditScore', 'credit_band', 'crédito', 'buró', 'bankruptcy',
    'race', 'Raza', 'ethnicity', 'national origin', 'nationality', 'paisOrigen', 'nationalorigin', 'citizenship',
    'skin color', 'photo', 'profile_picture', 'foto', 'customerImage', 'SSN', 'social security', 'curp',
    'campaign first name', 'names', 'ages', 'ｇｅｎｄｅｒ', 'gеnder' /* Cyrillic е */,
  ])('refuses %j', (name) => {
    expect(refusalOfName(name)).not.toBeNull();
  }); // oxfmt-ignore

  it.each([
    'package', 'mileage', 'percentage', 'average', 'image', 'manage', 'manager', 'message', 'stage', 'usage', 'page',
    'storage', 'coverage', 'garage', 'voltage', 'campaign_name', 'ad name', 'dealerName', 'form_name', 'filename',
    'vehicle age', 'leadAge', 'days in stock', 'vehicle photo count', 'Lead Origin', 'color', 'exterior color', 'trim',
    'propiedad', 'ciudad', 'city', 'trace', 'brace', 'Civic', 'civil engineer', 'Santa Fe', 'Accent', 'stock number',
    'social media', 'title status', 'TotalVisits', 'Lead Quality', 'utm_source', 'Monthly_Income', 'dobson', 'Essex',
    'sexton', 'zipper', 'postage', 'accreditation', 'racecourse', 'tracker', 'advantage', 'DTLeadCreated', 'CellPrefix', 'HourOfEnquiry', 'CPC',
    'interest', 'updated', 'template', 'origin', 'national campaign', 'pin',
  ])('lets %j through', (name) => {
    expect(refusalOfName(name)).toBeNull();
  }); // oxfmt-ignore

  it('says which topic it is about, for people to read', () => {
    expect(refusalOfName('customerDOB')).toBe(
      'says something about a person’s age, which is never used for a score',
    );
  });

  it('refuses every denied word in every way of writing it', () => {
    const phrases = [
      ...Object.values(DENIED_WORDS).flatMap((words) => words.map((word) => [word])),
      ...DENIED_TOGETHER.map(([, ...words]) => words),
    ];
    const writings: ((words: string[]) => string)[] = [
      (words) => words.join('_'),
      (words) => words.join(' '),
      (words) => words.join('-').toUpperCase(),
      (words) => words.map(capital).join(''),
      (words) => words.map(capital).join(' ') + ' 2',
    ];

    fc.assert(
      fc.property(
        fc.constantFrom(...phrases),
        fc.constantFrom(...writings),
        fc.constantFrom('', 'crm', 'custom', 'preferred', 'x9'),
        fc.constantFrom('', 'value', 'c', 'score'),
        (words, write, before, after) => {
          const name = write([before, ...words, after].filter((word) => word !== ''));
          expect([name, refusalOfName(name)]).not.toEqual([name, null]);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('never takes long, whatever the name', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('birth', 'date', 'sex', 'es', 'ip', 'lat', 'age', 's', 'name'), {
          maxLength: 40,
        }),
        (parts) => {
          const start = performance.now();
          refusalOfName(parts.join(''));
          expect(performance.now() - start).toBeLessThan(200);
        },
      ),
    );
  });

  it('reads names word by word', () => {
    expect(tokensOf('customerDOB_Year2')).toEqual(['customer', 'dob', 'year']);
    expect(tokensOf('Código-Postal')).toEqual(['codigo', 'postal']);
    expect(tokensOf('buyerage')).toEqual(['buyer', 'age']);
  });
});

describe('personalKind', () => {
  it.each([
    ['jo@example.com', 'e-mail addresses'],
    ['write to jo.doe+x@mail.example.com please', 'e-mail addresses'],
    ['078-05-1120', 'social security numbers'],
    ['(312) 555-0142', 'phone numbers'],
    ['+1 312 555 0142', 'phone numbers'],
    ['312.555.0142', 'phone numbers'],
    ['3125550142', 'phone numbers'],
    ['+525555550142', 'phone numbers'],
    ['60601-1234', 'postal codes'],
    ['K1A 0B6', 'postal codes'],
  ])('knows %j for what it is', (value, kind) => {
    expect(personalKind(value)).toBe(kind);
  });

  it.each([
    '@gmail.com',
    '12500',
    '80,000',
    '2025-03-15',
    '2025-03-15 10:30',
    '1741996800',
    'C10402',
    'B014',
    '27.52',
  ])('finds nothing personal in %j', (value) => expect(personalKind(value)).toBeNull());
});
