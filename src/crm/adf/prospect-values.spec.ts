import { readAdf } from './adf-reading.js';
import type { AdfProspect } from './adf-prospect.js';
import { decodeBytes } from './byte-decoding.js';
import { phoneE164, dialingRegion } from './phone-numbers.js';
import { readAmount } from './written-number.js';

function prospect(inside: string): AdfProspect {
  const reading = readAdf(Buffer.from(`<adf><prospect>${inside}</prospect></adf>`));
  if (!reading.accepted) throw new Error(reading.reason);
  return reading.prospects[0] as AdfProspect;
}

const contact = (inside: string) =>
  prospect(`<customer><contact>${inside}</contact></customer><id>1</id>`).customer;
const vehicle = (inside: string) => prospect(`<vehicle>${inside}</vehicle>`).vehicles[0];

describe('names', () => {
  it.each([
    ['<name>QUILL, ADA</name>', { full: 'QUILL, ADA', first: 'ADA', last: 'QUILL' }],
    ['<name>Ada Quill, Jr.</name>', { full: 'Ada Quill, Jr.' }],
    ['<name type="business">Quill, LLC</name>', { business: 'Quill, LLC' }],
    [
      '<name part="surname">Quill</name><name part="First">Ada</name>',
      { first: 'Ada', last: 'Quill' },
    ],
    ['<name part="middle">B</name><name part="full"> </name>', {}],
    ['<name><first>Ada</first><last>Quill</last></name>', { first: 'Ada', last: 'Quill' }],
    ['<first_name>Ada</first_name><lastname>Quill</lastname>', { first: 'Ada', last: 'Quill' }],
    [
      '<name type="first">Ada</name><name type="last">Quill</name>',
      { first: 'Ada', last: 'Quill' },
    ],
    ['<name first="Ada" last="Quill"/>', { first: 'Ada', last: 'Quill' }],
    ['<name part="first">Ada</name><name part="last">null</name>', { first: 'Ada' }],
  ])('reads %s', (names, expected) => {
    expect(contact(names)).toEqual({ ...expected, phonesE164: [] });
  });
});

describe('several contacts', () => {
  it('give way to the one that is marked as the primary', () => {
    expect(
      prospect(
        '<customer><contact primarycontact="0"><name>Bea</name></contact>' +
          '<contact primarycontact="1"><name>Ada</name><phone>312-555-0147</phone></contact></customer>',
      ).customer,
    ).toEqual({ full: 'Ada', phonesE164: ['+13125550147'] });
  });
});

describe('phones', () => {
  it.each([
    ['(312) 555-0147 x12', 'US', '+13125550147'],
    ['p:+13125550147', 'US', '+13125550147'],
    ['020 7946 0123', 'United Kingdom', '+442079460123'],
    ['+44 1632 960123', 'US', '+441632960123'],
    ['00441632960123', 'US', '+441632960123'],
    ['312/555-0147', 'US', '+13125550147'],
    ['021 555 0142', 'Paraguay', '+595215550142'],
    ['555-0147', 'US', undefined],
    ['000-000-0000', 'US', undefined],
    ['noor3125550147@example.com', 'US', undefined],
    ['call me', '98002', undefined],
  ])('reads %s in %s as %s', (written, country, expected) => {
    expect(phoneE164(written, dialingRegion(country))).toBe(expected);
  });

  it('merges repeats, leaves fax numbers out and knows other element names', () => {
    const { phonesE164 } = contact(
      '<phone type="FAX">312-555-0140</phone><phone>312-555-0141</phone>' +
        '<cellphone>3125550141</cellphone><mobile>312 555 0142 / 312 555 0143</mobile>',
    );

    expect(phonesE164).toEqual(['+13125550141', '+13125550142', '+13125550143']);
  });
});

describe('e-mail', () => {
  it.each([
    ['mailto:ada@Example.COM', 'ada@example.com'],
    ['Ada Quill &lt;ada@example.com&gt;', 'ada@example.com'],
    ['none', undefined],
    ['ada@@example.com', undefined],
  ])('reads %s', (written, expected) => {
    expect(contact(`<email>${written}</email>`).email).toBe(expected);
  });
});

describe('vehicles', () => {
  it.each([
    ['<year>2019-2021</year>', {}],
    ['<year>0</year><modelyear>2021</modelyear>', {}],
    ["<year>'19</year>", { year: 2019 }],
    ['<year>2020 Model</year>', { year: 2020 }],
    ['<year>2019.0</year>', { year: 2019 }],
    ['<miles>5,000</miles>', { odometer: { value: 5000, unit: 'mi' } }],
    ['<year value="2019"/><make value="Kia"/>', { year: 2019, make: 'Kia' }],
    ['<vin>1hg-cm82633a 004352</vin>', { vin: '1HGCM82633A004352' }],
    ['<stocknumber>A1</stocknumber>', { stock: 'A1' }],
    ['<trim>N/A</trim><stock>null</stock>', {}],
    ['<odometer units="KM">12.500</odometer>', { odometer: { value: 12500, unit: 'km' } }],
    ['<mileage>118k</mileage>', { odometer: { value: 118000, unit: 'mi' } }],
    ['<odometer>41 872 km</odometer>', { odometer: { value: 41872, unit: 'km' } }],
    ['<price type="call"/><price>CA$ 9,900</price>', { price: { amount: 9900, currency: 'CAD' } }],
    ['<option><price>500</price></option>', {}],
  ])('reads %s', (inside, expected) => {
    expect(vehicle(inside)).toEqual({ interest: 'buy', ...expected });
  });

  it('knows the ways to write an interest', () => {
    expect(
      prospect('<vehicle interest="Trade In"/><vehicle interest="test_drive"/>').vehicles,
    ).toEqual([{ interest: 'trade-in' }, { interest: 'test-drive' }]);
  });
});

describe('a sender who writes attributes where the format has elements', () => {
  it('is read alike', () => {
    expect(
      prospect(
        '<vehicle interest="buy" year="2019" make="Kia" stock="A1"/>' +
          '<customer><contact><email value="ada@example.com"/><phone number="312-555-0147"/></contact></customer>' +
          '<vendor vendorname="Lake Kia" id="L1"/><provider name="Lot Desk"/>',
      ),
    ).toMatchObject({
      vehicles: [{ interest: 'buy', year: 2019, make: 'Kia', stock: 'A1' }],
      customer: { email: 'ada@example.com', phonesE164: ['+13125550147'] },
      vendor: { name: 'Lake Kia', id: 'L1' },
      provider: { name: 'Lot Desk' },
    });
  });

  it('does not overrule elements', () => {
    expect(prospect('<vehicle year="2018"><year>2019</year></vehicle>').vehicles).toEqual([
      { interest: 'buy', year: 2019 },
    ]);
  });
});

describe('a trade-in', () => {
  it.each([
    '<tradein><make>Ford</make></tradein>',
    '<vehicle type="Trade-In"><make>Ford</make></vehicle>',
    '<vehicle><interest>trade in</interest><make>Ford</make></vehicle>',
  ])('is told from the vehicle asked for: %s', (written) => {
    expect(prospect(`<vehicle><make>Kia</make></vehicle>${written}`).vehicles).toEqual([
      { interest: 'buy', make: 'Kia' },
      { interest: 'trade-in', make: 'Ford' },
    ]);
  });
});

const dated = (country: string) =>
  prospect(
    '<requestdate>04/05/2026 09:05</requestdate>' +
      `<customer><contact><name>Ada</name><address><country>${country}</country></address></contact></customer>`,
  ).requestedAtLocal;

describe('a date with slashes', () => {
  it('is read as the country of the address writes it', () => {
    expect([dated('US'), dated('GB'), dated('')]).toEqual([
      '2026-04-05T09:05:00',
      '2026-05-04T09:05:00',
      '2026-04-05T09:05:00',
    ]);
  });
});

describe('numbers', () => {
  it.each([
    ['$26,995.00', 26995],
    ['26.995,50 €', 26995.5],
    ["26'995", 26995],
    ['1,234,567', 1234567],
    ['16995.5', 16995.5],
    ['10,000 - 12,000', undefined],
    ['-5', undefined],
    ['call', undefined],
  ])('reads %s as %s', (text, expected) => {
    expect(readAmount(text)).toBe(expected);
  });
});

describe('prospect ids', () => {
  it('takes an id out of sequence only where it is no count', () => {
    expect(
      prospect('<id sequence="1" source="A"/><id sequence="GT-9" source="B"/>').externalIds,
    ).toEqual([{ source: 'B', value: 'GT-9' }]);
  });
});

describe('bytes under a wrong label', () => {
  it.each([
    ['Windows-1252', '93 43 61 66 e9 94', '“Café”'],
    ['Windows-1250', 'a3 75 6b 61 73 7a 20 4d 69 63 68 61 b3', 'Łukasz Michał'],
    ['UTF-8 with one stray byte', 'c3 a9 20 e9', 'é é'],
  ])('reads %s', (_, hex, expected) => {
    expect(decodeBytes(Buffer.from(hex.replaceAll(' ', ''), 'hex'), 'utf-8')).toBe(expected);
  });
});
