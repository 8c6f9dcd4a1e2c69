/** English as the server says it, with what changes in braces, and the same in another language. */
export type Templates = Record<string, string>;

interface Compiled {
  pattern: RegExp;
  slots: string[];
  says: string;
}

/** {n}, {n1} … take figures; any other slot takes words, which are translated in turn. */
const SLOT = /\{(\w+)\}/g;
const FIGURE = '([+\\-−–]?[$€]?[\\d.,]+)';
const isFigure = (slot: string): boolean => /^n\d*$/.test(slot);
const MOST_KEPT = 5000;

/**
 * Sentences are known by their English, as gettext knows them: what was stored years ago is translated too,
 * and a sentence that nobody has translated yet is shown as it came.
 */
export function translator(templates: Templates): (text: string) => string {
  const compiled = Object.entries(templates)
    // The more a template says itself, the surer it is meant.
    .toSorted(([a], [b]) => b.replace(SLOT, '').length - a.replace(SLOT, '').length)
    .map(([english, says]) => compile(english, says));
  const known = new Map<string, string>();
  const said = (text: string): string => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const now = fitted(text) ?? inParts(text);
    if (known.size >= MOST_KEPT) known.clear();
    known.set(text, now);
    return now;
  };
  const fitted = (text: string): string | undefined => {
    for (const { pattern, slots, says } of compiled) {
      const match = pattern.exec(text);
      if (!match) continue;
      const filled = says.replaceAll(SLOT, (_, slot: string, at: number) => {
        const value = match[slots.indexOf(slot) + 1] ?? '';
        // English writes its weekdays with a capital anywhere.
        return isFigure(slot) ? value : (at > 0 && templates[value]) || said(value);
      });
      return isCapital(text) ? capital(filled) : filled;
    }
    return undefined;
  };
  /** Lines and verdicts are told one after the other; each is a sentence of its own. */
  const inParts = (text: string): string => {
    const between = ['\n', '; '].find((mark) => text.includes(mark));
    if (between === undefined) return text;
    return text
      .split(between)
      .map((part) => part.replace(/\S.*\S/s, said))
      .join(between);
  };
  return said;
}

function compile(english: string, says: string): Compiled {
  const slots: string[] = [];
  const parts = english.split(SLOT).map((part, at) => {
    if (at % 2 === 0) return part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
    slots.push(part);
    return isFigure(part) ? FIGURE : '(.+?)';
  });
  const first = parts[0] ?? '';
  // Written small here; it may begin a line there.
  parts[0] = first.replace(/^[a-z]/, (letter) => `[${letter}${letter.toUpperCase()}]`);
  return { pattern: new RegExp(`^${parts.join('')}$`, 's'), slots, says };
}

const isCapital = (text: string): boolean => /^\p{Lu}/u.test(text);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
