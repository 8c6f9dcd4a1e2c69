import * as fc from 'fast-check';
import { DEFAULT_ADF_LIMITS } from '#crm';

/** Pieces that break parsers, put in anywhere. */
const SPLINTERS = [
  '<', '>', '&', '"', "'", '<!--', '-->', '<![CDATA[', ']]>', '<!DOCTYPE a [', '<?', '</', '/>',
  '<adf>', '</prospect>', '<prospect>', '</contact>', '&#0;', '&#x110000;', '&amp', '=3D', '\u0000',
  '=_b', '\r\n\r\n', '\ufeff', '\u00ff', '<x a="', "<x a='b", '&lt;adf&gt;', '9'.repeat(40), '<x '.repeat(30),
  'Content-Type: multipart/mixed; boundary=x\r\n', 'Content-Transfer-Encoding: base64\r\n', 'charset=cp850',
]; // oxfmt-ignore

type Change =
  | { kind: 'insert'; at: number; piece: string }
  | { kind: 'cut'; at: number; length: number }
  | { kind: 'repeat'; at: number; length: number; times: number }
  | { kind: 'flood'; at: number; length: number }
  | { kind: 'byte'; at: number; value: number }
  | { kind: 'swap'; at: number; to: number; length: number };

const at = fc.double({ min: 0, max: 1, noNaN: true });
const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.record({
      kind: fc.constant('insert' as const),
      at,
      piece: fc.constantFrom(...SPLINTERS),
    }),
  },
  {
    weight: 30,
    arbitrary: fc.record({ kind: fc.constant('cut' as const), at, length: fc.nat(200) }),
  },
  {
    weight: 20,
    arbitrary: fc.record({
      kind: fc.constant('repeat' as const),
      at,
      length: fc.nat(80),
      times: fc.nat(60),
    }),
  },
  {
    weight: 30,
    arbitrary: fc.record({ kind: fc.constant('byte' as const), at, value: fc.nat(255) }),
  },
  {
    weight: 10,
    arbitrary: fc.record({ kind: fc.constant('swap' as const), at, to: at, length: fc.nat(300) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('flood' as const),
      at,
      length: fc.integer({ min: 1, max: 60 }),
    }),
  },
);

/** As large as a document may be: work that grows with the square of the size shows here. */
const FLOOD_BYTES = DEFAULT_ADF_LIMITS.maxBytes - 2000;

/** A document of these, up to eight times damaged. */
export const damagedDocuments = (seeds: readonly Buffer[]): fc.Arbitrary<Buffer> =>
  fc
    .tuple(fc.constantFrom(...seeds), fc.array(change, { minLength: 1, maxLength: 8 }))
    .map(([seed, changes]) => {
      let document: Buffer = seed;
      for (const next of changes) document = changed(document, next);
      return document;
    });

function changed(document: Buffer, next: Change): Buffer {
  const from = Math.floor(next.at * document.length);
  const before = document.subarray(0, from);
  const after = document.subarray(from);
  switch (next.kind) {
    case 'insert':
      return Buffer.concat([before, Buffer.from(next.piece), after]);
    case 'cut':
      return Buffer.concat([before, after.subarray(next.length)]);
    case 'repeat':
      return Buffer.concat([before, repeated(after.subarray(0, next.length), next.times), after]);
    case 'flood': {
      const piece = after.subarray(0, next.length);
      const times = Math.floor(Math.max(0, FLOOD_BYTES - document.length) / (piece.length || 1));
      return Buffer.concat([before, repeated(piece, times), after]);
    }
    case 'swap': {
      const to = Math.floor(next.to * document.length);
      return Buffer.concat([before, document.subarray(to, to + next.length), after]);
    }
    default:
      return Buffer.concat([before, Buffer.from([next.value]), after.subarray(1)]);
  }
}

const repeated = (piece: Buffer, times: number): Buffer =>
  piece.length === 0 ? piece : Buffer.alloc(piece.length * times, piece);
