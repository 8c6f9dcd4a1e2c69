import type { MarkupElement } from './markup-element.js';

/** Elements of ADF that hold one value; nothing of ADF stands inside them. */
const VALUE_ELEMENTS = new Set(
  (
    'id requestdate year make model vin stock trim doors bodystyle transmission odometer condition ' +
    'price pricecomments name email phone cellphone street apartment city regioncode postalcode ' +
    'country vendorname url service description earliestdate latestdate optionname'
  ).split(' '),
);

const STRUCTURE_ELEMENTS = new Set(
  'adf prospect vehicle customer contact address vendor provider comments timeframe'.split(' '),
);

const MAX_MISSPELT_LENGTH = 20;

/**
 * Ends the element an end tag means. Open elements in between were never closed and end with it.
 * A misspelt end tag (`</n>` for `</name>`, `</custmer>`) ends the innermost element or one that is
 * spelt almost so; any other end tag without a beginning is ignored.
 *
 * @param stack - Open elements, the document first; it stays.
 */
export function closeMatching(stack: MarkupElement[], name: string): void {
  let depth = stack.length - 1;
  while (depth > 0 && stack[depth]?.name !== name) depth -= 1;
  if (depth === 0) depth = misspeltDepth(stack, name);
  if (depth > 0) stack.length = depth;
}

/** Whether `opened` shows that the end tag of the value before it was forgotten. */
export function expectsText(top: MarkupElement, opened: string): boolean {
  if (!VALUE_ELEMENTS.has(top.name)) return false;
  if (!VALUE_ELEMENTS.has(opened) && !STRUCTURE_ELEMENTS.has(opened)) return false;
  return top.hasText;
}

/** Depth of the element that a misspelt end tag most likely means, 0 for none. */
function misspeltDepth(stack: MarkupElement[], name: string): number {
  // Rather the end tag of a value that was already ended by the tag after it.
  if (VALUE_ELEMENTS.has(name)) return 0;
  const innermost = stack.length - 1;
  const top = stack[innermost];
  if (top && innermost > 0 && (isFilledValue(top) || top.name.startsWith(name))) return innermost;
  const depth = stack.findLastIndex((open) => almostEqual(open.name, name));
  return Math.max(depth, 0);
}

const isFilledValue = (element: MarkupElement): boolean =>
  VALUE_ELEMENTS.has(element.name) && !element.hasElements;

/** Equal but for one letter missing, added, changed, or two neighbours swapped. */
function almostEqual(right: string, written: string): boolean {
  const longest = Math.max(right.length, written.length);
  if (longest < 4 || longest > MAX_MISSPELT_LENGTH) return false;
  let same = 0;
  while (same < longest && right[same] === written[same]) same += 1;
  let sameTail = 0;
  while (sameTail < longest - same && right.at(-1 - sameTail) === written.at(-1 - sameTail)) {
    sameTail += 1;
  }
  const rightRest = right.slice(same, right.length - sameTail);
  const writtenRest = written.slice(same, written.length - sameTail);
  if (rightRest.length <= 1 && writtenRest.length <= 1) return true;
  return rightRest.length === 2 && rightRest === `${writtenRest[1]}${writtenRest[0]}`;
}
