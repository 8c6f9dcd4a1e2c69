import type { AdfLimits } from './adf-prospect.js';
import type { MarkupElement } from './markup-element.js';
import { closeMatching, expectsText } from './mended-closing.js';
import { type MarkupToken, readAttributes, scanMarkup } from './markup-scanner.js';

export type MarkupTree =
  | { kind: 'tree'; root: MarkupElement; sawMarkup: boolean }
  | { kind: 'beyond'; limit: keyof AdfLimits };

/** Elements of HTML that never have an end tag; mail tools drop them between ADF's own. */
const VOID_ELEMENTS = new Set(['br', 'hr', 'img', 'wbr', 'meta', 'input']);

/** Elements of HTML that begin a line of their own. */
const BLOCK_ELEMENTS = new Set(['p', 'div', 'li', 'tr']);

const element = (name: string, attributes = new Map<string, string>()): MarkupElement => ({
  name,
  attributes,
  children: [],
  hasText: false,
  hasElements: false,
  cut: false,
});

/**
 * Tree of the ADF elements of a text; everything outside `<adf>` and `<prospect>` is left out.
 * Tags that do not match are mended the way {@link closeMatching} says.
 */
export function buildTree(text: string, limits: AdfLimits): MarkupTree {
  const builder = new TreeBuilder(limits);
  for (const token of scanMarkup(text)) {
    builder.take(token);
    if (builder.beyond) return { kind: 'beyond', limit: builder.beyond };
  }
  return builder.finish();
}

class TreeBuilder {
  beyond?: keyof AdfLimits;
  private readonly root = element('');
  private readonly stack: MarkupElement[] = [this.root];
  private tags = 0;
  private sawMarkup = false;
  private prefix = '';

  constructor(private readonly limits: AdfLimits) {}

  take(token: MarkupToken): void {
    if (token.kind === 'text') return this.text(token.text);
    this.tags += 1;
    if (this.tags > this.limits.maxTags) this.beyond = 'maxTags';
    else if (token.kind === 'open') this.open(token);
    else closeMatching(this.stack, this.localName(token.name));
  }

  finish(): MarkupTree {
    for (const open of this.stack.slice(1)) open.cut = true;
    return { kind: 'tree', root: this.root, sawMarkup: this.sawMarkup };
  }

  private open(token: MarkupToken & { kind: 'open' }): void {
    this.sawMarkup = true;
    const name = this.localName(token.name);
    const within = this.stack.length > 1;
    if (!within && name !== 'adf' && name !== 'prospect') return;
    if (VOID_ELEMENTS.has(name)) return this.text('\n');
    if (BLOCK_ELEMENTS.has(name)) this.text('\n');
    if (token.attributeText.length > this.limits.maxTagLength) this.beyond = 'maxTagLength';
    else this.push(element(name, readAttributes(token.attributeText)), token.empty);
  }

  private push(opened: MarkupElement, empty: boolean): void {
    if (expectsText(this.top, opened.name)) this.stack.pop();
    this.top.children.push(opened);
    this.top.hasElements = true;
    if (empty) return;
    this.stack.push(opened);
    if (this.stack.length > this.limits.maxDepth) this.beyond = 'maxDepth';
  }

  private text(text: string): void {
    if (this.stack.length === 1) return;
    this.top.children.push(text);
    this.top.hasText ||= /\S/.test(text);
  }

  private get top(): MarkupElement {
    return this.stack.at(-1) ?? this.root;
  }

  /** `x:prospect` reads `prospect` when the document writes its own elements with that prefix. */
  private localName(name: string): string {
    const [prefix = '', local] = name.split(':', 2);
    if (local === 'adf' || local === 'prospect') this.prefix = prefix;
    return local && prefix === this.prefix ? local : name;
  }
}
