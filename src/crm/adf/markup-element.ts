/** An element of a document being read, as it was written. */
export interface MarkupElement {
  name: string;
  attributes: Map<string, string>;
  children: (MarkupElement | string)[];
  /** Some child is text that is not blank; kept here, for looking through all children at every tag would be quadratic. */
  hasText: boolean;
  hasElements: boolean;
  /** The document ended before this element did. */
  cut: boolean;
}
