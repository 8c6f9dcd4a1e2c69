import { decodeReferences } from './character-references.js';

export type MarkupToken =
  | { kind: 'open'; name: string; attributeText: string; empty: boolean }
  | { kind: 'close'; name: string }
  | { kind: 'text'; text: string };

/** Finds `needle` and remembers its absence: looking to the end again and again would be quadratic. */
class Seeker {
  private readonly absent = new Set<string>();

  constructor(private readonly text: string) {}

  from(needle: string, at: number): number {
    if (this.absent.has(needle)) return -1;
    const found = this.text.indexOf(needle, at);
    if (found < 0) this.absent.add(needle);
    return found;
  }
}

interface Step {
  end: number;
  token?: MarkupToken;
}

/**
 * Reads text as markup the way its sender meant it. Whatever is no tag, comment, CDATA section or
 * processing instruction is text, so no input is ill-formed. Every character is looked at a bounded
 * number of times. Names come in lower case; entities other than characters do not exist.
 */
export function* scanMarkup(text: string): Generator<MarkupToken> {
  const seeker = new Seeker(text);
  let textFrom = 0;
  let at = text.indexOf('<');
  while (at >= 0) {
    const step = stepAt(text, at, seeker);
    if (step) {
      if (at > textFrom) yield { kind: 'text', text: decodeReferences(text.slice(textFrom, at)) };
      if (step.token) yield step.token;
      textFrom = step.end;
    }
    at = text.indexOf('<', step?.end ?? at + 1);
  }
  if (textFrom < text.length) yield { kind: 'text', text: decodeReferences(text.slice(textFrom)) };
}

/** Sticky: asked at one place of a text that may hold hundreds of thousands. */
const DECLARATION = /<!\s{0,9}(?:doctype|entity|element|attlist|notation)/iy;

/** Whether a document type or an entity is declared anywhere outside comments and CDATA. */
export function declaresDoctype(text: string): boolean {
  const seeker = new Seeker(text);
  let at = text.indexOf('<!');
  while (at >= 0) {
    DECLARATION.lastIndex = at;
    if (DECLARATION.test(text)) return true;
    at = text.indexOf('<!', bang(text, at, seeker)?.end ?? at + 2);
  }
  return false;
}

function stepAt(text: string, at: number, seeker: Seeker): Step | undefined {
  switch (text[at + 1]) {
    case '!':
      return bang(text, at, seeker);
    case '?': {
      const end = seeker.from('>', at);
      return end < 0 ? undefined : { end: end + 1 };
    }
    case '/':
      return closeTag(text, at);
    default:
      return openTag(text, at);
  }
}

function bang(text: string, at: number, seeker: Seeker): Step | undefined {
  if (text.startsWith('<!--', at)) {
    const end = seeker.from('-->', at + 4);
    return end < 0 ? undefined : { end: end + 3 };
  }
  if (text.startsWith('<![CDATA[', at)) {
    const end = seeker.from(']]>', at + 9);
    if (end < 0) return undefined;
    return { end: end + 3, token: { kind: 'text', text: text.slice(at + 9, end) } };
  }
  return undefined;
}

const NAME = /[a-z_][\w:.-]{0,79}/iy;

function nameAt(text: string, at: number): string | undefined {
  NAME.lastIndex = at;
  return NAME.exec(text)?.[0].toLowerCase();
}

function closeTag(text: string, at: number): Step | undefined {
  const name = nameAt(text, at + 2);
  if (!name) return undefined;
  let end = at + 2 + name.length;
  while (/\s/.test(text[end] ?? '')) end += 1;
  if (text[end] === '>') return { end: end + 1, token: { kind: 'close', name } };
  // `</name` with its bracket lost, straight before the next tag.
  return text[end] === '<' ? { end, token: { kind: 'close', name } } : undefined;
}

function openTag(text: string, at: number): Step | undefined {
  const name = nameAt(text, at + 1);
  if (!name) return undefined;
  const from = at + 1 + name.length;
  if (!/[\s/>]/.test(text[from] ?? '')) return undefined;
  const end = tagEnd(text, from);
  if (end === undefined) return undefined;
  const empty = text[end - 1] === '/';
  const attributeText = text.slice(from, empty ? end - 1 : end);
  return { end: end + 1, token: { kind: 'open', name, attributeText, empty } };
}

const NEXT_IN_TAG = /[<>"']/g;

/** The closing bracket of a tag, quoted brackets passed over; none where another tag begins first. */
function tagEnd(text: string, from: number): number | undefined {
  let quote = '';
  let quotedBracket: number | undefined;
  NEXT_IN_TAG.lastIndex = from;
  for (let found = NEXT_IN_TAG.exec(text); found; found = NEXT_IN_TAG.exec(text)) {
    const [mark] = found;
    if (mark === '<') break;
    if (mark !== '>') quote = nextQuote(quote, mark);
    else if (quote === '') return found.index;
    else quotedBracket ??= found.index;
  }
  return quotedBracket; // The quote was never closed, so the first bracket was the end after all.
}

/** The quote that is open after `mark`: inside one kind of quote the other kind is text. */
function nextQuote(open: string, mark: string): string {
  if (open === '') return mark;
  return open === mark ? '' : open;
}

// The look-behind lets a name start only where a word starts; otherwise long words are tried from every letter.
const ATTRIBUTE = /(?<=^|[\s/"'])([^\s=/"'<>]{1,80})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/g;

/** Attributes of a tag by lower-case name; the first of two equal names stays. */
export function readAttributes(attributeText: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single, bare] of attributeText.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase();
    if (!attributes.has(key)) attributes.set(key, decodeReferences(double ?? single ?? bare ?? ''));
  }
  return attributes;
}
