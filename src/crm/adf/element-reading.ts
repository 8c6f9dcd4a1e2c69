import { withoutControls } from './character-references.js';
import type { MarkupElement } from './markup-element.js';

type Names = ReadonlySet<string>;

const NONE: Names = new Set();

/**
 * Elements of these names below `from`, in document order and at any depth, for a forgotten end tag
 * moves what follows it deeper. Branches named in `except` are not entered.
 */
export function within(from: MarkupElement, names: Names, except: Names = NONE): MarkupElement[] {
  const found: MarkupElement[] = [];
  const waiting: MarkupElement[] = [from];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next !== from) {
      if (except.has(next.name)) continue;
      if (names.has(next.name)) found.push(next);
    }
    for (let at = next.children.length - 1; at >= 0; at -= 1) {
      const child = next.children[at];
      if (child !== undefined && typeof child !== 'string') waiting.push(child);
    }
  }
  return found;
}

export const childrenNamed = (parent: MarkupElement, names: Names): MarkupElement[] =>
  parent.children.filter(
    (child): child is MarkupElement => typeof child !== 'string' && names.has(child.name),
  );

/** All text below an element as it stands, elements in between taken out. */
export function rawText(of: MarkupElement): string {
  return of.children.map((child) => (typeof child === 'string' ? child : rawText(child))).join('');
}

const oneLine = (text: string): string => withoutControls(text).replace(/\s+/g, ' ').trim();

/** One line of text, or nothing where it is blank. */
export function textOf(of: MarkupElement): string | undefined {
  return oneLine(rawText(of)) || undefined;
}

/** Text of several lines: each trimmed, blank lines at the ends dropped. */
export function linesOf(of: MarkupElement): string | undefined {
  const lines = withoutControls(rawText(of)).split(/\r\n|\r|\n/);
  const trimmed = lines.map((line) => line.replace(/[ \t]+/g, ' ').trim());
  return (
    trimmed
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim() || undefined
  );
}

export function attributeOf(of: MarkupElement, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = oneLine(of.attributes.get(name) ?? '');
    if (value) return value;
  }
  return undefined;
}

/** What software writes where it knows nothing. */
export const isPlaceholder = (text: string): boolean =>
  /^(?:null|undefined|n\/a|\(null\)|\(none\)|-{1,3}|\?{1,3})$/i.test(text);

/** The first text that says anything among the direct children of these names, the first name first. */
export function childText(parent: MarkupElement, ...names: string[]): string | undefined {
  for (const name of names) {
    for (const child of childrenNamed(parent, new Set([name]))) {
      const text = textOf(child);
      if (text && !isPlaceholder(text)) return text;
    }
  }
  return undefined;
}
