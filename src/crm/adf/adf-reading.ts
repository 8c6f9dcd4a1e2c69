import {
  type AdfAccepted,
  type AdfLimits,
  type AdfReading,
  type AdfRefusal,
  type AdfRefusalReason,
  DEFAULT_ADF_LIMITS,
  mostMailBytes,
} from './adf-prospect.js';
import { doctype, noProspect, notXml, tooLarge, truncated } from './adf-refusals.js';
import { decodeBytes } from './byte-decoding.js';
import { within } from './element-reading.js';
import { holdsAdfTag, openEnvelope } from './envelopes.js';
import { looksLikeMail, mailParts, packedParts, type TextPart } from './mail-parts.js';
import type { MarkupElement } from './markup-element.js';
import { declaresDoctype } from './markup-scanner.js';
import { headerParameter } from './mime-entity.js';
import { buildTree, type MarkupTree } from './markup-tree.js';
import { isCutOff, isEmptyProspect, readProspect } from './prospect-reading.js';
import { withoutRepeats } from './prospect-repeats.js';
import { isPacked } from './unpacking.js';

/**
 * Reads the leads out of an ADF document or out of a mail that carries one. Never throws: what cannot
 * be read is refused with a reason and a fix. Work is bounded by `limits`, whatever the bytes.
 *
 * @param contentType - Of the transport; only its charset and whether it is a mail or a page matter.
 */
export function readAdf(
  raw: Buffer,
  contentType = '',
  limits: AdfLimits = DEFAULT_ADF_LIMITS,
): AdfReading {
  if (raw.length > mostMailBytes(limits)) return tooLarge('maxBytes', limits);
  if (/^\s{0,9}multipart\//i.test(contentType)) {
    const head = Buffer.from(`Content-Type: ${contentType.replace(/[\r\n]/g, ' ')}\r\n\r\n`);
    return together(mailParts(Buffer.concat([head, raw])).map((part) => readPart(part, limits)));
  }
  if (looksLikeMail(raw, contentType)) {
    return together(mailParts(raw).map((part) => readPart(part, limits)));
  }
  if (raw.length > limits.maxBytes) return tooLarge('maxBytes', limits);
  if (isPacked(raw)) return together(packedParts(raw).map((part) => readPart(part, limits)));
  const html = /^\s{0,9}text\/html/i.test(contentType);
  const text = decodeBytes(raw, headerParameter(contentType, 'charset'));
  // Before anything else looks at it: a page may have a document type, a posted document may not.
  if (!html && declaresDoctype(text)) return doctype();
  return readPart({ text, html }, limits);
}

function readPart(part: TextPart | AdfRefusal, limits: AdfLimits): AdfReading {
  if ('accepted' in part) return part;
  const { text, html } = part;
  if (text.length > limits.maxBytes) return tooLarge('maxBytes', limits);
  const opened = openEnvelope(text, html);
  const pageItself = html && (opened === text || !holdsAdfTag(opened));
  if (declaresDoctype(pageItself ? withoutPageDoctype(opened) : opened)) return doctype();
  const tree = buildTree(opened, limits);
  if (tree.kind === 'beyond') return tooLarge(tree.limit, limits);
  return readTree(tree, limits);
}

/** A mail tool's page begins with a document type of HTML, which declares nothing. */
const withoutPageDoctype = (page: string): string =>
  page.replace(/<!doctype\s{1,9}html(?:\s[^<>[\]]{0,300})?>/i, '');

function readTree(
  { root, sawMarkup }: MarkupTree & { kind: 'tree' },
  limits: AdfLimits,
): AdfReading {
  const elements = prospectsIn(root);
  if (elements.length > limits.maxProspects) return tooLarge('maxProspects', limits);
  const prospects = elements
    .filter((element) => !isCutOff(element))
    .map(readProspect)
    .filter((prospect) => !isEmptyProspect(prospect));
  const brokeOff = elements.some(isCutOff) || (elements.length === 0 && endsOpen(root));
  if (prospects.length > 0) {
    return { accepted: true, prospects, ...(brokeOff && { incomplete: truncated() }) };
  }
  if (brokeOff) return truncated();
  return sawMarkup ? noProspect() : notXml();
}

/** Where `<prospect>` was left out, a whole `<adf>` that tells of a customer is the prospect. */
function prospectsIn(root: MarkupElement): MarkupElement[] {
  const prospects = within(root, new Set(['prospect']));
  if (prospects.length > 0) return prospects;
  return within(root, new Set(['adf'])).filter(
    (adf) => !adf.cut && within(adf, CUSTOMER, SELLERS).some(({ hasElements }) => hasElements),
  );
}

const CUSTOMER = new Set(['customer']);
const SELLERS = new Set(['adf', 'vendor', 'provider', 'vehicle']);

const endsOpen = (root: { children: (string | { cut: boolean })[] }): boolean =>
  root.children.some((child) => typeof child !== 'string' && child.cut);

const GRAVEST_FIRST: AdfRefusalReason[] = [
  'doctype',
  'too-large',
  'truncated',
  'no-prospect',
  'not-xml',
];

/** One reading of all parts of a mail: what any part holds, or the gravest reason for nothing. */
function together(readings: AdfReading[]): AdfReading {
  const accepted = readings.filter((reading): reading is AdfAccepted => reading.accepted);
  const refused = readings.filter((reading): reading is AdfRefusal => !reading.accepted);
  if (accepted.length > 0) {
    const prospects = withoutRepeats(accepted.map((reading) => reading.prospects));
    // Another part holding the lead whole makes up for the one that broke off.
    const whole = accepted.some((reading) => !reading.incomplete);
    const incomplete = whole ? undefined : accepted[0]?.incomplete;
    return { accepted: true, prospects, ...(incomplete && { incomplete }) };
  }
  const ranked = GRAVEST_FIRST.flatMap((reason) => refused.filter((one) => one.reason === reason));
  return ranked[0] ?? noProspect();
}
