import * as fc from 'fast-check';
import { type AdfReading, DEFAULT_ADF_LIMITS } from './adf-prospect.js';
import { readAdf } from './adf-reading.js';
import { openEnvelope } from './envelopes.js';
import { scanMarkup } from './markup-scanner.js';
import type { MarkupElement } from './markup-element.js';
import { buildTree } from './markup-tree.js';

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
]; // oxfmt-ignore

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

const REASONS = new Set(['not-xml', 'no-prospect', 'doctype', 'too-large', 'truncated']);

/** What must never be found in a reading; empty for a good one. */
function faultsOf(reading: AdfReading): string[] {
  if (!reading.accepted) {
    const named = REASONS.has(reading.reason) && reading.message !== '' && reading.fix !== '';
    return named ? [] : ['a refusal without reason, message or fix'];
  }
  const { prospects } = reading;
  const dates = prospects.flatMap(({ requestedAt }) => requestedAt ?? []);
  const phones = prospects.flatMap(({ customer }) => customer.phonesE164);
  return [
    ...(prospects.length === 0 ? ['accepted without a prospect'] : []),
    ...(prospects.length > DEFAULT_ADF_LIMITS.maxProspects ? ['too many prospects'] : []),
    ...(JSON.stringify(reading).includes('\\u0000') ? ['a NUL character'] : []),
    ...dates.filter((date) => Number.isNaN(Date.parse(date))),
    ...phones.filter((phone) => !/^\+[1-9]\d{4,14}$/.test(phone)),
  ];
}

/** Runs a property and gives back its counterexample, or nothing. */
function counterexample(arbitrary: fc.Arbitrary<Buffer>, holds: (document: Buffer) => boolean) {
  const details = fc.check(fc.property(arbitrary, holds), { numRuns: RUNS });
  return details.failed ? { document: String(details.counterexample?.[0]), details } : undefined;
}

const elementsBelow = (element: MarkupElement): number =>
  element.children.reduce(
    (sum, child) => sum + (typeof child === 'string' ? 0 : 1 + elementsBelow(child)),
    0,
  );

const tokensBounded = (document: Buffer): boolean => {
  const text = document.toString('latin1');
  return [...scanMarkup(text)].length <= text.length;
};

describe('readAdf with damaged documents', () => {
  it('answers with prospects or a named reason, never an exception', () => {
    expect(
      counterexample(mutated, (document) => faultsOf(readAdf(document)).length === 0),
    ).toBeUndefined();
  });

  it('does so for bytes that never were a document', () => {
    const bytes = fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array));

    expect(
      counterexample(bytes, (document) => faultsOf(readAdf(document)).length === 0),
    ).toBeUndefined();
  });

  it('makes no more tokens than the text has characters', () => {
    expect(counterexample(mutated, tokensBounded)).toBeUndefined();
  });

  it('builds no more elements than its limit on tags, however many are sent', () => {
    const limits = { ...DEFAULT_ADF_LIMITS, maxTags: 40, maxDepth: 12 };
    const bounded = (document: Buffer): boolean => {
      const tree = buildTree(openEnvelope(document.toString('utf8'), false), limits);
      return tree.kind === 'beyond' || elementsBelow(tree.root) <= limits.maxTags;
    };

    expect(counterexample(mutated, bounded)).toBeUndefined();
  });
});

/** The largest document that is accepted, full of one piece. */
function filled(piece: string, before: string): Buffer {
  const { maxBytes } = DEFAULT_ADF_LIMITS;
  return Buffer.from(before + piece.repeat(Math.ceil(maxBytes / piece.length))).subarray(
    0,
    maxBytes,
  );
}

const BEGINNINGS = [
  '<adf><prospect><customer><contact>',
  '<adf><prospect><requestdate>',
  'From: a@b.example\nContent-Type: text/html\n\n',
  'Subject: a\nContent-Type: multipart/mixed; boundary=-\n\n',
];

/** Work that grew with the square of the size would not end within the time a test has. */
describe('readAdf with documents made to be slow', () => {
  it.each([
    '<', '<!--', '<![CDATA[', '<a b="', '</x', '<x/>', '<!', '<phone>3125550147</phone>', '\n>',
    '=3D"', '&amp;lt;', '-', '<prospect><id>1</id></prospect>', '<comments>a</comments>',
  ])('ends with a named answer: %j over and over', (piece) => {
    const faults = BEGINNINGS.flatMap((before) => faultsOf(readAdf(filled(piece, before))));

    expect(faults).toEqual([]);
  }); // oxfmt-ignore
});
