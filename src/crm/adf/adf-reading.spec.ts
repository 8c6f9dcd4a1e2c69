import type { AdfProspect } from './adf-prospect.js';
import { readAdf } from './adf-reading.js';

const CUSTOMER = `<customer><contact><name part="full">Noor Vance</name>
  <email>noor@example.com</email><phone>312-555-0147</phone></contact></customer>`;

const adf = (inside: string): string =>
  `<?xml version="1.0"?><?adf version="1.0"?><adf><prospect>${inside}</prospect></adf>`;

function prospectsOf(document: string | Buffer, contentType?: string): AdfProspect[] {
  const reading = readAdf(Buffer.from(document as string), contentType);
  if (!reading.accepted) throw new Error(`refused: ${reading.reason}`);
  return reading.prospects;
}

function only(document: string | Buffer, contentType?: string): AdfProspect {
  const prospects = prospectsOf(document, contentType);
  expect(prospects).toHaveLength(1);
  return prospects[0] as AdfProspect;
}

const reasonOf = (document: string | Buffer): string => {
  const reading = readAdf(Buffer.from(document as string));
  return reading.accepted ? 'accepted' : reading.reason;
};

describe('readAdf', () => {
  it('reads a whole document', () => {
    const document = `<?xml version="1.0" encoding="UTF-8"?><?adf version="1.0"?><adf>
      <prospect status="new"><id source="Lot Desk">L-7</id>
      <requestdate>2026-05-04T11:30:00-05:00</requestdate>
      <vehicle interest="buy" status="used"><year>2019</year><make>Kia</make><model>Soul</model>
        <vin>kndjt2a50c7000001</vin><stock>K12</stock><trim>EX</trim>
        <odometer units="miles">61,204</odometer><price type="Asking" currency="usd">$9,950.00</price>
        <option><optionname>Roof</optionname><price>800</price></option></vehicle>
      <customer><contact><name part="first">Noor</name><name part="last">Vance</name>
        <email preferredcontact="1">noor@Example.com</email>
        <phone type="voice">(312) 555-0147 ext. 9</phone><phone type="fax">312-555-0148</phone>
        <address><postalcode>60601</postalcode></address></contact>
        <comments>Is it
          still there?</comments></customer>
      <vendor><id>77</id><vendorname>Lakeside Kia</vendorname></vendor>
      <provider><name>Lot Desk</name><service>Web form</service></provider></prospect></adf>`;

    expect(only(document)).toEqual({
      externalIds: [{ source: 'Lot Desk', value: 'L-7' }],
      status: 'new',
      requestedAt: '2026-05-04T16:30:00Z',
      customer: {
        first: 'Noor',
        last: 'Vance',
        email: 'noor@example.com',
        phonesE164: ['+13125550147'],
        preferredContact: 'email',
        postalCode: '60601',
      },
      vehicles: [
        {
          interest: 'buy',
          status: 'used',
          year: 2019,
          make: 'Kia',
          model: 'Soul',
          trim: 'EX',
          vin: 'KNDJT2A50C7000001',
          stock: 'K12',
          odometer: { value: 61204, unit: 'mi' },
          price: { amount: 9950, currency: 'USD', type: 'asking' },
        },
      ],
      vendor: { name: 'Lakeside Kia', id: '77' },
      provider: { name: 'Lot Desk', service: 'Web form' },
      comments: 'Is it\nstill there?',
    });
  });

  it.each([
    ['upper-case names', adf(CUSTOMER).toUpperCase()],
    ['a namespace prefix', adf(CUSTOMER).replace(/<(\/?)(?=[a-z])/g, '<$1ns:')],
    ['no <prospect>', `<adf>${CUSTOMER}</adf>`],
    ['JSON in JSON', JSON.stringify([{ lead: { body: adf(CUSTOMER) } }])],
    ['base64', Buffer.from(adf(CUSTOMER)).toString('base64')],
    ['base64 in an envelope', `<Body>${Buffer.from(adf(CUSTOMER)).toString('base64')}</Body>`],
    ['UTF-16 without a mark, behind a blank line', Buffer.from(`\n${adf(CUSTOMER)}`, 'utf16le')],
    ['a form field', `token=1&xml=${encodeURIComponent(adf(CUSTOMER))}`],
    ['escaped markup', adf(CUSTOMER).replaceAll('<', '&lt;').replaceAll('>', '&gt;')],
    [
      'a CDATA section of an envelope',
      `<soap:Body><xml><![CDATA[${adf(CUSTOMER)}]]></xml></soap:Body>`,
    ],
    ['a field of JSON', JSON.stringify({ id: 4, xml: adf(CUSTOMER) })],
    ['a forwarded quotation', adf(CUSTOMER).replace(/^/gm, '> ')],
    ['quoted-printable left in', adf(CUSTOMER).replaceAll('=', '=3D')],
    ['a prospect without <adf>', `<leads><prospect>${CUSTOMER}</prospect></leads>`],
    ['talk around it', `Dear team, 3 < 4.\n${adf(CUSTOMER)}\nYours`],
  ])('reads through %s', (_, document) => {
    const { customer } = only(document);

    expect(customer.full?.toLowerCase()).toBe('noor vance');
    expect(customer.phonesE164).toEqual(['+13125550147']);
  });

  it('reads through a form with parts', () => {
    const body = `--f\r\nContent-Disposition: form-data; name="lead"\r\n\r\n${adf(CUSTOMER)}\r\n--f--`;

    expect(only(body, 'multipart/form-data; boundary=f').customer.full).toBe('Noor Vance');
  });

  it.each([
    ['a forgotten </name>', CUSTOMER.replace('</name>', '')],
    ['a misspelt </name>', CUSTOMER.replace('</name>', '</nmae>')],
    ['a misspelt </contact>', CUSTOMER.replace('</contact>', '</contct>')],
    ['a forgotten </contact>', CUSTOMER.replace('</contact>', '')],
    ['a lost bracket', CUSTOMER.replace('</name>', '</name')],
    ['an open quote', CUSTOMER.replace('"full"', '"full')],
    ['bare attributes', CUSTOMER.replace('"full"', 'full')],
    ['page breaks between tags', CUSTOMER.replace('</name>', '</name><br>')],
  ])('mends %s', (_, customer) => {
    const vehicle = '<vehicle><year>2020</year><make>Kia</make></vehicle>';

    const prospect = only(adf(`${customer}${vehicle}`));

    expect(prospect.customer).toEqual({
      full: 'Noor Vance',
      email: 'noor@example.com',
      phonesE164: ['+13125550147'],
    });
    expect(prospect.vehicles).toEqual([{ interest: 'buy', year: 2020, make: 'Kia' }]);
  });

  it('keeps customer and vendor apart when a vehicle is never closed', () => {
    const vendor = `<vendor><vendorname>Lakeside</vendorname><contact><phone>312-555-0190</phone></contact></vendor>`;

    const prospect = only(adf(`<vehicle><year>2020</year>${CUSTOMER}${vendor}`));

    expect(prospect.customer.phonesE164).toEqual(['+13125550147']);
    expect(prospect.vendor.name).toBe('Lakeside');
  });

  it('leaves ampersands and unknown references as they were typed', () => {
    const { comments } = only(
      adf(`${CUSTOMER}<comments>A&B &copy=2 &utm; &lt;b&gt; &#233;&nbsp;x 3 < 4</comments>`),
    );

    expect(comments).toBe('A&B &copy=2 &utm; <b> é x 3 < 4');
  });

  it('drops characters no database takes', () => {
    const { customer } = only(adf(CUSTOMER.replace('Noor', 'No&#0;o&#xD800;r\u0000')));

    expect(customer.full).toBe('Noor Vance');
  });

  it('takes identity numbers out of comments', () => {
    const { comments } = only(
      adf(`${CUSTOMER}<comments>DOB: 01/02/1990 | SSN: 000-00-0000 | Rent: 900</comments>`),
    );

    expect(comments).toBe('DOB: [removed] | SSN: [removed] | Rent: 900');
  });

  it.each<[string, BufferEncoding]>([
    ['UTF-8 under a UTF-16 label', 'utf8'],
    ['Latin-1 under the same label', 'latin1'],
    ['UTF-16 without a mark', 'utf16le'],
  ])('reads %s', (_, encoding) => {
    const document = adf(CUSTOMER.replace('Noor', 'Noé')).replace(
      '"1.0"?>',
      '"1.0" encoding="utf-16"?>',
    );

    expect(only(Buffer.from(document, encoding)).customer.full).toBe('Noé Vance');
  });

  it('refuses document types and entities, whatever their case and encoding', () => {
    const hostile = `<!doctype adf [<!ENTITY x SYSTEM "file:///dev/null">]>${adf(CUSTOMER)}`;

    expect(reasonOf(hostile)).toBe('doctype');
    expect(reasonOf(Buffer.from(`\ufeff${hostile}`, 'utf16le'))).toBe('doctype');
    expect(reasonOf(hostile.replaceAll('<', '&lt;').replaceAll('>', '&gt;'))).toBe('doctype');
    expect(reasonOf(`Subject: lead\n\n${hostile}`)).toBe('doctype');
    expect(reasonOf(adf(`${CUSTOMER}<!-- <!DOCTYPE x> --><![CDATA[<!DOCTYPE y>]]>`))).toBe(
      'accepted',
    );
  });

  it.each([
    ['nothing', '', 'not-xml'],
    ['JSON', '{"a": 1}', 'not-xml'],
    ['another vocabulary', '<lead><name>Noor</name></lead>', 'no-prospect'],
    ['a prospect that says nothing', '<adf><prospect/></adf>', 'no-prospect'],
    ['a mail without ADF', 'From: a@example.com\nSubject: Hello\n\nHello', 'not-xml'],
    ['a document cut in a tag', '<adf><prospect><vehicle><yea', 'truncated'],
    ['a document cut in the customer', adf(CUSTOMER).slice(0, 110), 'truncated'],
    ['endless nesting', `<adf><prospect>${'<x>'.repeat(100)}`, 'too-large'],
  ])('refuses %s', (_, document, reason) => {
    expect(reasonOf(document)).toBe(reason);
  });

  it('keeps the whole prospects of a document that breaks off, and says so', () => {
    const document = adf(CUSTOMER).replace('</adf>', '<prospect><vehicle><year>2020');

    const reading = readAdf(Buffer.from(document));

    expect(reading).toMatchObject({ accepted: true, incomplete: { reason: 'truncated' } });
    expect(reading.accepted && reading.prospects).toHaveLength(1);
  });

  it('accepts a prospect that breaks off after its customer', () => {
    expect(only(adf(CUSTOMER).replace('</prospect></adf>', '<vendor><vendorn')).customer.full).toBe(
      'Noor Vance',
    );
  });

  it('names the limit a document goes beyond', () => {
    const limits = {
      maxBytes: 4096,
      maxDepth: 9,
      maxTags: 20,
      maxTagLength: 50,
      maxProspects: 1,
    };
    const messageOf = (document: string): string => {
      const reading = readAdf(Buffer.from(document), '', limits);
      return reading.accepted ? 'accepted' : reading.message;
    };

    expect(messageOf('x'.repeat(4097))).toContain('maxBytes');
    expect(messageOf(adf(`${CUSTOMER}${'<x/>'.repeat(30)}`))).toContain('maxTags');
    expect(messageOf(adf(`<x a="${'y'.repeat(60)}"/>`))).toContain('maxTagLength');
    expect(messageOf(adf(`${CUSTOMER}</prospect><prospect>`))).toContain('maxProspects');
  });
});
