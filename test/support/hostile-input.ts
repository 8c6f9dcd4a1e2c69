import type { SweepBody } from './route-sweep.js';

/** A request's body that some program will send one day. */
export interface HostileBody extends SweepBody {
  name: string;
  bytes?: Buffer;
}

const NESTED = 20_000;
const JSON_TYPE = 'application/json';

const json = (name: string, text: string, type = JSON_TYPE): HostileBody => ({ name, type, text });
const raw = (name: string, bytes: Buffer, type = JSON_TYPE): HostileBody => ({
  name,
  type,
  text: '',
  bytes,
});

/** Bodies that are wrong as a whole, whatever the route takes. */
export const WHOLE_BODIES: HostileBody[] = [
  json('nothing', ''),
  json('half of a document', '{"id": '),
  json('JSON with a word astray', '{"message": Quillfeather}'),
  json('null', 'null'),
  json('a number', '7'),
  json('a text', '"text"'),
  json('a list', '[]'),
  json('a list of lists', '[[[]]]'),
  json('an unknown field', '{"nonsense": 1}'),
  json('a prototype', '{"__proto__": {"isAdmin": true}}'),
  json('a constructor', '{"constructor": {"prototype": {"isAdmin": true}}}'),
  json('deep lists', '['.repeat(NESTED) + ']'.repeat(NESTED)),
  json('deep objects', '{"custom":'.repeat(NESTED) + '1' + '}'.repeat(NESTED)),
  json('a field named twice', '{"id": "a", "id": {"b": 1}}'),
  json('a very long name', JSON.stringify({ ['n'.repeat(100_000)]: 1 })),
  json('a name with NUL', '{"na\\u0000me": 1}'),
  json('a list of odd names', '[{"na\\u0000me": 1}, {"half a pair \\ud83d": 1}]'),
  raw('windows-1252', Buffer.from('{"message": "caf\xe9 \x80"}', 'latin1')),
  raw('UTF-16', Buffer.from('\uFEFF{"message": "hello"}', 'utf16le')),
  raw('UTF-8 with a byte order mark', Buffer.from('\uFEFF{"message": "hello"}')),
  json('a form', 'a=b&c=d', 'application/x-www-form-urlencoded'),
  json('a form in parts', '--x\r\n\r\n--x--', 'multipart/form-data; boundary=x'),
  json('a page', '<!doctype html><p>hello', 'text/html'),
  json('plain text', 'hello', 'text/plain'),
  json('no type', '{}', ''),
  json('a type that is none', '{}', ';;;'),
  json('XML of another kind', '<html><body/></html>', 'application/xml'),
  json(
    'entities in entities',
    '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]><adf>&y;</adf>',
    'text/xml',
  ),
  json('deep XML', `${'<adf>'.repeat(NESTED)}${'</adf>'.repeat(NESTED)}`, 'text/xml'),
  json('deep JSON as plain text', '['.repeat(NESTED) + ']'.repeat(NESTED), 'text/plain'),
  json('a mail without a document', 'Subject: hello\r\n\r\nNo lead here.', 'message/rfc822'),
  json('lines that are not JSON', 'a\n{"id":\n\u0000\n7\n[]\nnull\n', 'application/x-ndjson'),
];

/** 5 MB, where 2 MiB are the most. */
export const HUGE_BODY = json('5 MB', JSON.stringify({ message: 'x'.repeat(5_000_000) }));

/** Values that may stand where any other was expected. */
export const HOSTILE_VALUES: unknown[] = [
  null,
  true,
  -1,
  0.1,
  1e308,
  -1e308,
  2 ** 63,
  '',
  ' ',
  'x'.repeat(30_000),
  'NUL \u0000 in it',
  'half a pair \uD83D',
  "'; DROP TABLE lead; --",
  '{{7*7}}${7*7}',
  '../../etc/passwd',
  '2999-01-01T00:00:00Z',
  '+275760-09-13T00:00:00Z',
  '-200000-01-01T00:00:00Z',
  '0000-00-00',
  '12345678901234567890',
  [],
  ['a'],
  {},
  { a: { b: { c: 1 } } },
  { toString: 'no function', valueOf: 1, length: -1 },
];

/** The valid body with one of its values replaced, for every place and every hostile value. */
export function spoiled(valid: unknown): unknown[] {
  return placesOf(valid).flatMap((place) =>
    HOSTILE_VALUES.map((value) => withValue(valid, place, value)),
  );
}

type Place = (string | number)[];

function placesOf(value: unknown, above: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [above];
  const inner = Object.entries(value).flatMap(([name, held]) => placesOf(held, [...above, name]));
  return above.length > 0 ? [above, ...inner] : inner;
}

function withValue(valid: unknown, place: Place, value: unknown): unknown {
  const [name, ...rest] = place;
  if (name === undefined) return value;
  const copy = structuredClone(valid) as Record<string, unknown>;
  copy[name] = withValue(copy[name], rest, value);
  return copy;
}

/** Raw texts for a path parameter. */
export const HOSTILE_SEGMENTS = [
  '1',
  'not-a-uuid',
  '%00',
  '%FF',
  '%ED%A0%80',
  '..%2f..%2fetc',
  '%27%3B%20DROP%20TABLE%20lead',
  '__proto__',
  'constructor',
  'x'.repeat(3000),
  '00000000-0000-0000-0000-000000000000',
  '9007199254740993',
];

const NAMES = ['limit', 'cursor', 'before', 'days', 'sort', 'band', 'outcome', 'state', 'source'];
const MORE_NAMES = ['reason', 'waiting', 'connection', 'idSource'];
const CURSORS = ['["2026-01-01 00:00:00+00","x"]', '[1e999,"x"]', '{}', '[[],[]]', '"a"'].map(
  (text) => Buffer.from(text).toString('base64url'),
);
const VALUES = ['', '-1', '1.5', '1e9', 'NOPE', '%00', '%FF'];

/** Raw query strings. */
export const HOSTILE_QUERIES = [
  ...[...NAMES, ...MORE_NAMES].flatMap((name) => VALUES.map((value) => `${name}=${value}`)),
  ...NAMES.map((name) => `${name}=1&${name}=2`),
  ...CURSORS.map((cursor) => `cursor=${cursor}`),
  'limit[]=1',
  'limit[a]=1',
  'nonsense=1',
  '__proto__=1',
  '__proto__[isAdmin]=1',
  `cursor=${'x'.repeat(3000)}`,
];
