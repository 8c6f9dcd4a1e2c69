import fc from 'fast-check';
import { type AdfReading, DEFAULT_ADF_LIMITS } from './adf-prospect.js';
import { readAdf } from './adf-reading.js';
import { openEnvelope } from './envelopes.js';
import { scanMarkup } from './markup-scanner.js';
import { buildTree, type MarkupElement } from './markup-tree.js';

const RUNS = Number(process.env['ADF_FUZZ_RUNS'] ?? 500);

const SEED_DOCUMENT = `<?xml version="1.0" encoding="UTF-8"?><?adf version="1.0"?>
<adf><prospect status="new"><id sequence="1" source="Lot Desk">L-7</id>
<requestdate>2026-05-04T11:30:00-05:00</requestdate>
<vehicle interest="buy" status="used"><year>2019</year><make>Kia</make><model>Soul</model>
<odometer units="mi">61,204</odometer><price currency="USD">$9,950</price></vehicle>
<customer><contact><name part="full">Noor Vance</name><email>noor@example.com</email>
<phone>312-555-0147</phone></contact><comments><![CDATA[Is it <b>there</b>?]]> A &amp; B</comments></customer>
<vendor><vendorname>Lakeside Kia</vendorname></vendor></prospect></adf>`;

const SEED_MAIL = `From: desk@example.com\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r
--b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${SEED_DOCUMENT.replaceAll('=', '=3D')}\r
--b\r\nContent-Type: text/html\r\n\r\n<pre>${SEED_DOCUMENT.replaceAll('<', '&lt;')}</pre>\r\n--b--`;

/** Pieces that break parsers, put in anywhere. */
const SPLINTERS = [
  '<', '>', '&', '"', "'", '<!--', '-->', '<![CDATA[', ']]>', '<!DOCTYPE a [', '<?', '</', '/>',
  '<adf>', '</prospect>', '<prospect>', '</contact>', '&#0;', '&#x110000;', '&amp', '=3D', '\u0000',
  '--b', '\r\n\r\n', '\ufeff', '\u00ff', '<x a="', "<x a='b", '&lt;adf&gt;', '9'.repeat(40), '<x '.repeat(30),
]; // prettier-ignore

type Change =
  | { kind: 'insert'; at: number; piece: string }
  | { kind: 'cut'; at: number; length: number }
  | { kind: 'repeat'; at: number; length: number; times: number }
  | { kind: 'byte'; at: number; value: number };

const at = fc.double({ min: 0, max: 1, noNaN: true });
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), at, piece: fc.constantFrom(...SPLINTERS) }),
  fc.record({ kind: fc.constant('cut' as const), at, length: fc.nat(200) }),
  fc.record({ kind: fc.constant('repeat' as const), at, length: fc.nat(80), times: fc.nat(60) }),
  fc.record({ kind: fc.constant('byte' as const), at, value: fc.nat(255) }),
);

function changed(document: Buffer, next: Change): Buffer {
  const from = Math.floor(next.at * document.length);
  const before = document.subarray(0, from);
  const after = document.subarray(from);
  switch (next.kind) {
    case 'insert':
      return Buffer.concat([before, Buffer.from(next.piece), after]);
    case 'cut':
      return Buffer.concat([before, after.subarray(next.length)]);
    case 'repeat': {
      const piece = after.subarray(0, next.length);
      return Buffer.concat([before, ...Array.from({ length: next.times }, () => piece), after]);
    }
    default:
      return Buffer.concat([before, Buffer.from([next.value]), after.subarray(1)]);
  }
}

const mutated = fc
  .tuple(fc.constantFrom(SEED_DOCUMENT, SEED_MAIL), fc.array(change, { maxLength: 8 }))
  .map(([seed, changes]) => {
    let document = Buffer.from(seed);
    for (const next of changes) document = Buffer.from(changed(document, next));
    return document;
  });

const REASONS = ['not-xml', 'no-prospect', 'doctype', 'too-large', 'truncated'];

function expectWellFormed(reading: AdfReading): void {
  if (!reading.accepted) {
    expect(REASONS).toContain(reading.reason);
    expect(reading.message).not.toBe('');
    expect(reading.fix).not.toBe('');
    return;
  }
  expect(reading.prospects.length).toBeGreaterThan(0);
  expect(reading.prospects.length).toBeLessThanOrEqual(DEFAULT_ADF_LIMITS.maxProspects);
  expect(JSON.stringify(reading)).not.toContain('\\u0000');
  for (const prospect of reading.prospects) {
    for (const phone of prospect.customer.phonesE164) expect(phone).toMatch(/^\+[1-9]\d{4,14}$/);
    if (prospect.requestedAt) expect(Date.parse(prospect.requestedAt)).not.toBeNaN();
    expect(prospect.requestedAt && prospect.requestedAtLocal).toBeFalsy();
  }
}

const elementsBelow = (element: MarkupElement): number =>
  element.children.reduce(
    (sum, child) => sum + (typeof child === 'string' ? 0 : 1 + elementsBelow(child)),
    0,
  );

describe('readAdf with damaged documents', () => {
  it('answers with prospects or a named reason, never an exception', () => {
    fc.assert(
      fc.property(mutated, (document) => expectWellFormed(readAdf(document))),
      { numRuns: RUNS },
    );
  });

  it('does so for bytes that never were a document', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) =>
        expectWellFormed(readAdf(Buffer.from(bytes))),
      ),
      { numRuns: RUNS },
    );
  });

  it('loses no character of text and makes at most one token of two characters', () => {
    fc.assert(
      fc.property(mutated, (document) => {
        const text = document.toString('latin1');

        const tokens = [...scanMarkup(text)];

        expect(tokens.length).toBeLessThanOrEqual(text.length + 1);
      }),
      { numRuns: RUNS },
    );
  });

  it('builds no more elements than its limit, however many are sent', () => {
    const limits = { ...DEFAULT_ADF_LIMITS, maxElements: 40, maxDepth: 12 };
    fc.assert(
      fc.property(mutated, (document) => {
        const tree = buildTree(openEnvelope(document.toString('utf8'), false), limits);

        if (tree.kind === 'tree') expect(elementsBelow(tree.root)).toBeLessThanOrEqual(40);
      }),
      { numRuns: RUNS },
    );
  });
});

/** Every one fills the largest document that is accepted, so that quadratic work would not end. */
describe('readAdf with documents made to be slow', () => {
  const fill = (piece: string, before = '<adf><prospect><customer><contact>'): Buffer =>
    Buffer.from(
      (before + piece.repeat(Math.ceil(DEFAULT_ADF_LIMITS.maxBytes / piece.length))).slice(
        0,
        DEFAULT_ADF_LIMITS.maxBytes,
      ),
    );

  it.each([
    '<', '>', '&', '"', '<!--', '<![CDATA[', '<?', '<a ', '<a b="', '</', '</x', '<x>', '<x/>', '&#', '<!',
    '<phone>3125550147</phone>', '<name>', 'a=', ' ', '\n', '\n>', '=\n', '=3D"', '&amp;lt;', ']]>', '<a b=c d',
    '<prospect><id>1</id></prospect>', '\u00e9', '1', ',1', '-', '\r\n\r\n', '<br>', 'x:', '<vehicle>',
  ])('ends with a named answer: %j over and over', (piece) => {
    expectWellFormed(readAdf(fill(piece)));
    expectWellFormed(readAdf(fill(piece, '')));
    expectWellFormed(readAdf(fill(piece, '<adf><prospect><customer><comments>')));
    expectWellFormed(readAdf(fill(piece, '<adf><prospect><x ')));
    expectWellFormed(readAdf(fill(piece, 'From: a@b.example\nContent-Type: text/html\n\n')));
    expectWellFormed(readAdf(fill(piece, 'Subject: a\nContent-Type: multipart/mixed; boundary=-\n\n')));
  }); // prettier-ignore
});
