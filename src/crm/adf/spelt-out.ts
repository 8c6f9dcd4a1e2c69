import { childrenNamed, within } from './element-reading.js';
import type { MarkupElement } from './markup-element.js';

/** Attributes under which some senders write what the format has elements for; theirs: ours where it differs. */
const ATTRIBUTES: Record<string, Record<string, string>> = {
  prospect: { id: 'id', requestdate: 'requestdate' },
  vehicle: sameNames('year make model trim vin stock stocknumber odometer mileage price'),
  customer: sameNames('firstname lastname fullname name email phone cellphone'),
  contact: sameNames('firstname lastname fullname name email phone cellphone postalcode zip'),
  name: sameNames('first last full firstname lastname'),
  address: sameNames('postalcode zip country'),
  vendor: { id: 'id', name: 'vendorname', vendorname: 'vendorname' },
  provider: sameNames('name service'),
};

/** Attributes that hold what should stand between the tags. */
const TEXT_ATTRIBUTES = ['value', 'text', 'number', 'address'];

function sameNames(names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, name]));
}

const EVERYWHERE = new Set([
  ...Object.keys(ATTRIBUTES),
  ...'id requestdate year make model trim vin stock email phone postalcode country'.split(' '),
  ...'comments vendorname service odometer price'.split(' '),
]);

/**
 * Puts elements where a sender wrote attributes: `<vehicle year="2019"/>`, `<email value="…"/>`. What stands
 * as an element already stays as it is.
 */
export function spellOut(prospect: MarkupElement): void {
  for (const element of [prospect, ...within(prospect, EVERYWHERE)]) {
    if (!element.hasText && !element.hasElements) fillFrom(element);
    for (const [attribute, name] of Object.entries(ATTRIBUTES[element.name] ?? {})) {
      const text = element.attributes.get(attribute);
      if (text && childrenNamed(element, new Set([name])).length === 0)
        addChild(element, name, text);
    }
  }
}

function fillFrom(element: MarkupElement): void {
  const text = TEXT_ATTRIBUTES.map((name) => element.attributes.get(name)).find(Boolean);
  if (!text) return;
  element.children.push(text);
  element.hasText = true;
}

function addChild(parent: MarkupElement, name: string, text: string): void {
  const attributes = new Map<string, string>();
  const source = parent.attributes.get('source');
  if (name === 'id' && source) attributes.set('source', source);
  parent.children.push({
    name,
    attributes,
    children: [text],
    hasText: true,
    hasElements: false,
    cut: false,
  });
  parent.hasElements = true;
}
