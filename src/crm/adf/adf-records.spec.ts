import type { CrmRecord, SaidLead } from '../crm-record.js';
import { readAdf } from './adf-reading.js';
import { adfRecords } from './adf-records.js';
import { leadExternalId } from './adf-identity.js';
import type { AdfProspect } from './adf-prospect.js';

const records = (document: string): CrmRecord[] =>
  adfRecords(readAdf(Buffer.from(document)), {
    contentType: 'text/xml',
    body: Buffer.from(document),
  });

function lead(document: string): SaidLead {
  const [record] = records(document);
  if (record?.kind !== 'lead') throw new Error('no lead');
  return record.said;
}

const DOCUMENT = `<adf><prospect><id source="LeadRouter">R-1</id><id source="Lot Desk">L-7</id>
  <requestdate>2026-05-04 11:30:00</requestdate>
  <vehicle interest="trade-in"><year>2011</year><make>Ford</make></vehicle>
  <vehicle interest="buy" status="used"><year>2019</year><make>Kia</make><stock>K12</stock>
    <odometer units="mi">61204</odometer><price currency="USD">9950</price></vehicle>
  <customer><contact><name part="full">Noor Vance</name><phone>312-555-0147</phone></contact>
    <comments>Is it still there?</comments></customer>
  <provider><name>Lot Desk</name><service>Web form</service></provider></prospect></adf>`;

describe('adfRecords', () => {
  it('says a lead with its customer, the vehicle wanted and the one to trade in', () => {
    expect(lead(DOCUMENT)).toEqual({
      externalId: 'Lot Desk:L-7',
      arrivedAt: '2026-05-04T11:30:00',
      source: 'Lot Desk',
      channel: 'adf',
      leadType: 'Web form',
      message: 'Is it still there?',
      customer: {
        name: { full: 'Noor Vance' },
        phones: ['+13125550147'],
      },
      vehicle: {
        year: 2019,
        make: 'Kia',
        stockNumber: 'K12',
        condition: 'used',
        odometer: { value: 61204, unit: 'mi' },
        price: { amount: 9950, currency: 'USD' },
      },
      tradeIn: { year: 2011, make: 'Ford' },
    });
  });

  it('gives a resent prospect the same external id', () => {
    const resent = DOCUMENT.replace('<prospect>', '<prospect status="resend">').replace(
      'still',
      'now',
    );

    expect(lead(resent).externalId).toBe(lead(DOCUMENT).externalId);
  });

  it('keeps a refused document whole for quarantine', () => {
    const refused = '<!DOCTYPE adf>' + DOCUMENT;

    const [record] = records(refused);

    expect(record).toMatchObject({
      kind: 'unreadable',
      payload: { contentType: 'text/xml', base64: Buffer.from(refused).toString('base64') },
      refusal: { reason: 'doctype' },
    });
    expect(record?.kind === 'unreadable' && record.refusal.fix).toContain('<!DOCTYPE');
  });

  it('quarantines the part that broke off beside the leads that are whole', () => {
    const document = DOCUMENT.replace('</adf>', '<prospect><customer><contact><name>Ed');

    expect(records(document).map(({ kind }) => kind)).toEqual(['lead', 'unreadable']);
  });
});

const prospect = (changes: Partial<AdfProspect>): AdfProspect => ({
  externalIds: [],
  requestedAt: '2026-05-04T16:30:00Z',
  customer: { full: 'Noor Vance', phonesE164: ['+13125550147'] },
  vehicles: [{ interest: 'buy', year: 2019, make: 'Kia' }],
  vendor: { name: 'Lakeside' },
  provider: { name: 'Lot Desk' },
  ...changes,
});

describe('leadExternalId', () => {
  it.each([
    [
      [
        { source: 'LeadID', value: '1' },
        { source: 'Router', value: '2' },
      ],
      'Router:2',
    ],
    [[{ source: 'LeadID', value: '1' }], 'LeadID:1'],
    [[{ value: '701' }], 'Lot Desk:701'],
    [
      [
        { source: 'Router', value: '2' },
        { source: 'lot desk', value: '3' },
      ],
      'lot desk:3',
    ],
  ])('chooses among %j', (externalIds, expected) => {
    expect(leadExternalId(prospect({ externalIds }))).toBe(expected);
  });

  it('knows a repeat without ids by its content', () => {
    const first = leadExternalId(prospect({ comments: 'Hello' }));

    expect(leadExternalId(prospect({ comments: 'Hello (sent again)', status: 'resend' }))).toBe(
      first,
    );
    expect(leadExternalId(prospect({ requestedAt: '2026-05-05T16:30:00Z' }))).not.toBe(first);
    expect(leadExternalId(prospect({ customer: { full: 'Bo Tran', phonesE164: [] } }))).not.toBe(
      first,
    );
  });
});
