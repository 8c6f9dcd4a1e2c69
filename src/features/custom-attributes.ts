import { refusalOfName } from './denylist.js';
import type { FeatureColumn } from './feature-table.js';
import { personalKind, telltaleKind } from './personal-values.js';
import { CUSTOM_PREFIX, customNumber, isPresent } from './themes/custom.js';

type CustomValue = string | number | boolean;
type WithCustom = { lead: { custom: Record<string, CustomValue> } };

/** A custom attribute that does not become a feature, and why; made to be shown. */
export interface RefusedAttribute {
  name: string;
  /** The end of "It …": "says something about gender, which is never used for a score". */
  reason: string;
}

/** A column is numeric when at least this share of its values are numbers … */
const NUMERIC_SHARE = 0.95;
/** … and there are more than this many different ones. */
const FEW_NUMBERS = 2;
/** A stray address is dropped alone; an attribute that keeps holding them is dropped whole. */
const PERSONAL_SHARE = 0.05;
const TELLTALE_SHARE = 0.95;
const READ_CHARACTERS = 500;

class AttributeTally {
  private present = 0;
  private numbers = 0;
  private readonly distinctNumbers = new Set<number>();
  private readonly personal = new Map<string, number>();
  private readonly telltale = new Map<string, number>();

  add(value: CustomValue): void {
    this.present++;
    const number = customNumber(value);
    if (number !== null) {
      this.numbers++;
      if (this.distinctNumbers.size <= FEW_NUMBERS) this.distinctNumbers.add(number);
    }
    const text = String(value).trim().slice(0, READ_CHARACTERS);
    count(this.personal, personalKind(text));
    count(this.telltale, telltaleKind(text));
  }

  /** The end of "It …", or null where the values are innocent. */
  refusal(): string | null {
    for (const [kind, times] of this.personal) {
      if (times > this.present * PERSONAL_SHARE) return `holds what looks like ${kind}`;
    }
    for (const [kind, times] of this.telltale) {
      if (times >= this.present * TELLTALE_SHARE) return `holds what looks like ${kind}`;
    }
    return null;
  }

  kind(): FeatureColumn['kind'] {
    const mostlyNumbers = this.numbers >= this.present * NUMERIC_SHARE;
    return mostlyNumbers && this.distinctNumbers.size > FEW_NUMBERS ? 'numeric' : 'categorical';
  }
}

/**
 * Looks through the custom attributes of the training leads and decides which become features, and
 * of which kind. Feed it chunk by chunk; hold no lead.
 *
 * Numeric: at least 95 % of the values that are present are numbers, and more than two differ.
 * Categorical: everything else; true and false become yes and no.
 */
export class CustomAttributeSurvey {
  private readonly tallies = new Map<string, AttributeTally>();

  add(histories: Iterable<WithCustom>): this {
    for (const { lead } of histories) {
      for (const [name, value] of Object.entries(lead.custom)) {
        if (!isPresent(value)) continue;
        let tally = this.tallies.get(name);
        if (!tally) this.tallies.set(name, (tally = new AttributeTally()));
        tally.add(value);
      }
    }
    return this;
  }

  /** The columns for `featureSchema`, by name. */
  columns(): FeatureColumn[] {
    return this.judged().flatMap(({ name, reason, kind }) =>
      reason === null ? [customColumn(name, kind)] : [],
    );
  }

  /** What was left out, by name. */
  refused(): RefusedAttribute[] {
    return this.judged().flatMap(({ name, reason }) => (reason === null ? [] : [{ name, reason }]));
  }

  private judged(): { name: string; reason: string | null; kind: FeatureColumn['kind'] }[] {
    return [...this.tallies]
      .map(([name, tally]) => ({
        name,
        reason: refusalOfName(name) ?? tally.refusal(),
        kind: tally.kind(),
      }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }
}

/** The custom columns of these leads, typed by what they hold. */
export function customColumns(histories: Iterable<WithCustom>): FeatureColumn[] {
  return new CustomAttributeSurvey().add(histories).columns();
}

/** The custom attributes of these leads that may not become features, each with its reason. */
export function refusedAttributes(histories: Iterable<WithCustom>): RefusedAttribute[] {
  return new CustomAttributeSurvey().add(histories).refused();
}

function customColumn(name: string, kind: FeatureColumn['kind']): FeatureColumn {
  return {
    name: `${CUSTOM_PREFIX}${name}`,
    kind,
    label: spoken(name),
    because: `The CRM keeps "${name}" for its leads.`,
  };
}

/** `leadOrigin_code` → "Lead origin code" */
function spoken(name: string): string {
  const words = name
    .replace(
      /([a-z0-9])([A-Z])/g,
      (_, end: string, start: string) => `${end} ${start.toLowerCase()}`,
    )
    .replace(/[_\-.\s]+/g, ' ')
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function count(counts: Map<string, number>, key: string | null): void {
  if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
}
