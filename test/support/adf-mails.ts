/** An ADF document of one lead with this id; the words a test looks for stand in its comments. */
export const adfOf = (id: string, comments = 'Is it still there?'): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<?adf version="1.0"?>
<adf><prospect><id source="Lot Desk">${id}</id><requestdate>2026-03-01T10:00:00-06:00</requestdate>
<vehicle interest="buy" status="used"><year>2019</year><make>Kia</make><model>Soul</model></vehicle>
<customer><contact><name part="full">Noor Vance</name><phone>312-555-0147</phone></contact>
<comments>${comments}</comments></customer>
<vendor><vendorname>Lakeside Kia</vendorname></vendor></prospect></adf>`;

const lines = (...all: string[]): string => all.join('\r\n');
const HEAD =
  'From: router@example.com\r\nTo: leads@example.com\r\nSubject: New lead\r\nMIME-Version: 1.0';

export const plainMail = (id: string): string =>
  lines(HEAD, 'Content-Type: text/plain; charset=utf-8', '', adfOf(id).replaceAll('\n', '\r\n'));

const WORDS = 'Ist der Kombi noch zu haben? Grüße, Zoë €';

const encoded = (bytes: Buffer): string =>
  bytes.toString('base64').replaceAll(/.{76}/g, (line) => `${line}\r\n`);

const quotedPrintable = (text: string): string =>
  [...Buffer.from(text, 'utf8')]
    .map((byte) =>
      byte === 10 || (byte >= 32 && byte < 127 && byte !== 61)
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')
    .replaceAll(/(?:=[\dA-F]{2}|[^\n=]){60}/g, (line) => `${line}=\n`)
    .replaceAll('\n', '\r\n');

/** What IBM's code page 850 has for the letters of {@link MAIL_WORDS}; it has no euro sign. */
const CP850: Record<string, string> = { ü: '\x81', ß: '\xe1', ë: '\x89', '€': '&#8364;' };

/** The same lead in every way mails carry one, by name; its comments are {@link MAIL_WORDS}. */
export const MAIL_WORDS = WORDS;
export const mailsOf = (id: string): [string, Buffer][] => {
  const document = adfOf(id, WORDS);
  const part = (type: string, transfer: string, body: string): string =>
    lines(`Content-Type: ${type}`, `Content-Transfer-Encoding: ${transfer}`, '', body);
  const whole = (type: string, transfer: string, body: string): Buffer =>
    Buffer.from(lines(HEAD, part(type, transfer, body)), 'latin1');
  const parts = (subtype: string, ...all: string[]): Buffer =>
    Buffer.from(
      lines(HEAD, `Content-Type: multipart/${subtype}; boundary="=_b"`, '', ...all.flatMap((one) => ['--=_b', one]), '--=_b--', ''),
      'latin1',
    ); // oxfmt-ignore
  const base64 = encoded(Buffer.from(document));
  const latin9 = Buffer.from(document.replaceAll('€', '\u00a4'), 'latin1').toString('latin1');
  return [
    ['a plain body', whole('text/plain; charset=utf-8', '8bit', Buffer.from(document).toString('latin1'))],
    ['quoted-printable', whole('text/plain; charset=utf-8', 'quoted-printable', quotedPrintable(document))],
    ['base64', whole('text/xml; charset=utf-8', 'base64', base64)],
    ['an attachment', parts('mixed', part('text/plain', '7bit', 'See attached.'), part('application/octet-stream; name="lead.xml"', 'base64', base64))],
    ['text and page', parts('alternative', part('text/plain; charset=utf-8', 'quoted-printable', quotedPrintable(document)), part('text/html; charset=utf-8', 'quoted-printable', quotedPrintable(`<pre>${document.replaceAll('<', '&lt;')}</pre>`)))],
    ['ISO-8859-15', whole('text/plain; charset=iso-8859-15', '8bit', latin9)],
    ['code page 850', whole('text/plain; charset=cp850', '8bit', document.replaceAll(/[üßë€]/g, (letter) => CP850[letter] ?? ''))],
    ['a boundary in pieces', Buffer.from(lines(HEAD, 'Content-Type: multipart/mixed; boundary*0="=_"; boundary*1=b', '', '--=_b', part('text/xml', 'base64', base64), '--=_b--', ''))],
  ]; // oxfmt-ignore
};
