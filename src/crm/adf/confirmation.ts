/** What a receiver has to answer, beside a status below 300, for a document to count as taken. */
export const CONFIRMATIONS = ['no page', 'xml', 'status'] as const;
export type Confirmation = (typeof CONFIRMATIONS)[number];

/** A declaration, comments and blanks may stand before what a body begins with. */
const BEFORE = /^(?:(?:<\?[^>]{0,500}>|<!--[^]{0,2000}?-->)\s*){0,50}/;
const PAGE = /^<(?:!doctype\s{1,9}html|html)\b/i;
const ELEMENT = /^<[a-z_]/i;

/**
 * Why an answer is no confirmation; undefined where it is one. A sign-in or maintenance page comes with 200 as
 * well, and has taken nothing.
 */
export function lackOf(wanted: Confirmation, body: string): string | undefined {
  if (wanted === 'status') return undefined;
  const beginning = body
    .slice(0, 20_000)
    .replace(/^\uFEFF/, '')
    .trimStart()
    .replace(BEFORE, '');
  if (PAGE.test(beginning))
    return 'The CRM answered a web page where a short confirmation was expected.';
  if (wanted === 'xml' && !ELEMENT.test(beginning))
    return 'The CRM answered no XML where an XML confirmation was expected.';
  return undefined;
}
