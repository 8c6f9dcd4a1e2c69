import { resolve } from 'node:path';
import type { Page } from 'playwright-core';

/** What customers, CRMs and people at the desk wrote, and names: never translated. */
const NOT_OURS = [
  'bdi',
  'blockquote',
  'code',
  'option',
  '.rooftop',
  '.row-name',
  '.vehicle',
  '.similar',
  '.admin-address',
  '[dir=auto]',
].join(', ');
/** The product's name, and what these tests themselves named or gave as a reason. */
const NAMES =
  /Lead Likelihood|(Importer|Our CRM) of the (desk|phone)|^The first$|The new CRM|Lead quality|I was wrong|filled at the sale|it was worse|Simulated/i;
/** In no Spanish sentence. */
const ENGLISH =
  /\b(the|of|with|has|have|was|were|is|are|its|by|such|here|and|from|not|leads?|days?|hours?|years?|speaks?|buyers?|answered|sale)\b/i;

/** Texts of the page that are still English: whole texts of the English catalogue, and sentences of the server. */
export async function englishTexts(page: Page): Promise<string[]> {
  const texts = await page.evaluate<string[]>(TEXTS);
  const english = await englishOnly();
  return texts
    .filter((text) => !NAMES.test(text))
    .filter((text) => english.has(text) || (text.includes(' ') && ENGLISH.test(text)));
}

const TEXTS = `(() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const text = node.textContent.trim();
    if (text && !node.parentElement.closest(${JSON.stringify(`script, style, noscript, ${NOT_OURS}`)})) texts.push(text);
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]'))
    if (!element.closest(${JSON.stringify(NOT_OURS)}))
      texts.push(...['aria-label', 'title', 'placeholder'].map((name) => element.getAttribute(name)).filter(Boolean));
  return texts;
})()`;

let known: Promise<Set<string>> | undefined;

/** Texts of some length that Spanish says otherwise. */
const englishOnly = (): Promise<Set<string>> => (known ??= readCatalogues());

async function readCatalogues(): Promise<Set<string>> {
  const words = resolve('src/web/client/words');
  const { en } = (await import(`${words}/en.ts`)) as { en: object };
  const { es } = (await import(`${words}/es.ts`)) as { es: object };
  const spanish = new Set(textsOf(es));
  return new Set(textsOf(en).filter((text) => text.length > 3 && !spanish.has(text)));
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
