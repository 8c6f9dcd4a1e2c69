import { simpleParser } from 'mailparser';
import { readAdf } from './adf-reading.js';
import { looksLikeMail, mailParts } from './mail-parts.js';

const ADF = `<?xml version="1.0"?><adf><prospect><id source="Lot Desk">L-9</id><customer><contact>
<name part="full">Zoë Hart</name><phone>312-555-0151</phone></contact></customer></prospect></adf>`;

const escaped = ADF.replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const mail = (...lines: string[]): Buffer =>
  Buffer.from(['From: Lot Desk <desk@example.com>', 'MIME-Version: 1.0', ...lines].join('\r\n'));

const base64 = (text: string): string =>
  (
    Buffer.from(text)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  ).join('\r\n');

const quotedPrintable = (text: string): string =>
  [...Buffer.from(text)]
    .map((byte) => (byte === 10 ? '\r\n' : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`))
    .join('')
    .replace(/(?:=..){24}/g, '$&=\r\n');

const MAILS: [string, Buffer][] = [
  ['plain text', mail('Content-Type: text/plain; charset=utf-8', '', ADF)],
  [
    'quoted-printable',
    mail(
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      quotedPrintable(ADF),
    ),
  ],
  [
    'an attachment in base64 beside a greeting',
    mail(
      'Content-Type: multipart/mixed;',
      ' boundary="=_b;1"',
      '',
      'This is a multi-part message.',
      '--=_b;1',
      '',
      'Hello, a lead.',
      '--=_b;1',
      'Content-Type: application/octet-stream; name="lead.xml"',
      'Content-Transfer-Encoding: BASE64',
      'Content-Disposition: attachment; filename="lead.xml"',
      '',
      base64(ADF),
      '--=_b;1--',
      'epilogue',
    ),
  ],
  [
    'text and page with the same lead',
    mail(
      'Content-Type: multipart/alternative; boundary=b1',
      '',
      '--b1',
      'Content-Type: text/plain; charset=utf-8',
      '',
      ADF,
      '--b1',
      'Content-Type: text/html; charset=utf-8',
      '',
      `<!DOCTYPE html><html><body><p>Lead</p><pre>${escaped}</pre></body></html>`,
      '--b1--',
    ),
  ],
  [
    'a page alone, its lines broken by the mail tool',
    mail(
      'Content-Type: text/html; charset=utf-8',
      '',
      `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1.dtd"><div>${escaped.replaceAll('\n', '<br>&nbsp;')}</div>`,
    ),
  ],
  [
    'a forwarded mail inside a mail',
    mail(
      'Content-Type: multipart/mixed; boundary=outer',
      '',
      '--outer',
      'Content-Type: message/rfc822',
      '',
      'Subject: lead',
      'Content-Type: multipart/mixed; boundary=inner',
      '',
      '--inner',
      'Content-Type: application/xml',
      '',
      ADF,
      '--inner--',
      '--outer--',
    ),
  ],
];

describe('a mail with a lead', () => {
  it.each(MAILS)('holds one prospect: %s', (_, raw) => {
    const reading = readAdf(raw);

    expect(reading).toMatchObject({
      accepted: true,
      prospects: [{ customer: { full: 'Zoë Hart', phonesE164: ['+13125550151'] } }],
    });
    expect(reading.accepted && reading.prospects).toHaveLength(1);
  });

  it('decodes text like an established mail parser', async () => {
    for (const [, raw] of MAILS.slice(0, 2)) {
      // oxlint-disable-next-line no-await-in-loop -- two small mails
      const peer = await simpleParser(raw);

      const [part] = mailParts(raw);
      const text = part && 'text' in part ? part.text : '';
      expect(text.replaceAll('\r\n', '\n').trim()).toBe(peer.text?.trim());
    }
  });

  it('keeps two leads of one mail apart', () => {
    const other = ADF.replace('L-9', 'L-10');
    const raw = mail(
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      '',
      ADF,
      '--b',
      '',
      other,
      '--b--',
    );

    const reading = readAdf(raw);

    expect(reading.accepted && reading.prospects).toHaveLength(2);
  });

  it('is told from a document by its headers', () => {
    expect(looksLikeMail(Buffer.from('\r\nReceived: by mx\r\nDate: now\r\n\r\n<adf/>'))).toBe(true);
    expect(looksLikeMail(Buffer.from('From desk Mon May 4\nSubject: x\n\n<adf/>'))).toBe(true);
    expect(looksLikeMail(Buffer.from(ADF))).toBe(false);
    expect(looksLikeMail(Buffer.from('note: <adf/>'))).toBe(false);
    expect(looksLikeMail(Buffer.from('x'), 'message/rfc822')).toBe(true);
  });
});
