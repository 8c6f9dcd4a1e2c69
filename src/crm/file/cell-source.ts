import { DateTime, Duration } from 'luxon';
import type { Said } from '../crm-record.js';
import { readChange, withChange } from '../field-mapping.js';
import { parsePath, readPath, toSaid } from '../payload-path.js';
import type { FieldSource } from '../said-fields.js';
import { isPlainObject, type SettingsSection } from '../settings-reading.js';
import type { Row } from './file-mapping.js';

export interface CellRules {
  missing: ReadonlySet<string>;
  timeZone: string;
  /** Luxon formats, tried in turn after ISO. */
  dateFormats: readonly string[];
}

const FIX =
  'Give a column name, { column, times?, values? }, { columns, join }, { value }, { row: prefix } or, ' +
  'for a date, { base, column, step, why } or { after, plus, why }.';

/** A cell as it stands; missing tokens read as nothing. NDJSON columns may be dotted paths. */
export function cellReader(column: string, missing: ReadonlySet<string>): (row: Row) => Said {
  const path = parsePath(column);
  return ({ cells }) => {
    const value = Object.hasOwn(cells, column)
      ? cells[column]
      : path && path.steps.length > 1
        ? readPath(cells, path)
        : undefined;
    const said = toSaid(value);
    return typeof said === 'string' && missing.has(said.trim()) ? undefined : said;
  };
}

export function columnSource(column: string, rules: CellRules): FieldSource {
  const read = cellReader(column, rules.missing);
  return { reads: [column], read: (row) => read(row as Row) };
}

/** Reads one value of a mapping; reports what it cannot be. */
export function readCellSource(
  section: SettingsSection,
  key: string,
  rules: CellRules,
): FieldSource | undefined {
  const written = section.value(key);
  if (typeof written === 'string') return columnSource(written, rules);
  if (Array.isArray(written)) return columnsSource(section.texts(key, FIX), rules);
  if (!isPlainObject(written)) return reported(section, key);
  const inner = section.section(key, FIX);
  const source = objectSource(inner, rules);
  inner.close();
  return source ?? reported(section, key);
}

function reported(section: SettingsSection, key: string): undefined {
  section.fault(key, 'does not say where the value stands', FIX);
  return undefined;
}

function objectSource(section: SettingsSection, rules: CellRules): FieldSource | undefined {
  if (section.has('base')) return steppedDate(section, rules);
  if (section.has('after')) return laterDate(section, rules);
  if (section.has('row')) {
    const prefix = section.text('row', 'Give the text that stands before the row number.');
    return { reads: [], read: (row) => `${prefix}${(row as Row).number}` };
  }
  if (section.has('columns')) return joined(section, rules);
  if (section.has('column')) {
    const source = columnSource(section.text('column', FIX), rules);
    return withChange(source, readChange(section));
  }
  if (!section.has('value')) return undefined;
  const value = toSaid(section.value('value'));
  return { reads: [], read: () => value };
}

function columnsSource(columns: readonly string[], rules: CellRules): FieldSource {
  const readers = columns.map((column) => cellReader(column, rules.missing));
  return { reads: columns, read: (row) => readers.map((read) => read(row as Row)) };
}

function joined(section: SettingsSection, rules: CellRules): FieldSource {
  const columns = columnsSource(section.texts('columns', 'List column names.'), rules);
  const join = section.text('join', 'Give the text between them.', ' ');
  return {
    reads: columns.reads,
    read: (row) => {
      const values = [columns.read(row)].flat();
      return values.every((value) => value === undefined)
        ? undefined
        : values.map((value) => value ?? '').join(join);
    },
  };
}

const DURATION = /^(\d+)\s*(m|h|d)$/;
const UNITS = { m: 'minutes', h: 'hours', d: 'days' } as const;

function readDuration(section: SettingsSection, key: string): Duration {
  const fix = 'Give minutes, hours or days, such as 90m, 1h or 30d.';
  const text = section.text(key, fix);
  const [, amount, unit] = DURATION.exec(text) ?? [];
  if (amount && unit)
    return Duration.fromObject({ [UNITS[unit as 'm' | 'h' | 'd']]: Number(amount) });
  if (text !== '') section.fault(key, 'is not a length of time', fix);
  return Duration.fromMillis(0);
}

const WHY_FIX = 'Say why a made-up time is fair here: whoever reads the model card will ask.';

/** For files that keep an order but no dates: `base` plus the column's number of steps. */
function steppedDate(section: SettingsSection, rules: CellRules): FieldSource {
  section.text('why', WHY_FIX);
  const base = DateTime.fromISO(section.text('base', 'Give a date such as 2020-01-01.'), {
    zone: rules.timeZone,
  });
  if (!base.isValid) section.fault('base', 'is not a date', 'Give a date such as 2020-01-01.');
  const stepMs = readDuration(section, 'step').toMillis();
  const column = section.text('column', 'Name the column that counts the steps.');
  const read = cellReader(column, rules.missing);
  return {
    // The column stays available to other fields: it is counted here, not used up.
    reads: [column],
    read: (row) => {
      const steps = Number(read(row as Row) ?? Number.NaN);
      return Number.isFinite(steps) ? base.plus(steps * stepMs).toISO() : undefined;
    },
  };
}

/** A date that follows another one of the same row, where the file keeps only the first. */
function laterDate(section: SettingsSection, rules: CellRules): FieldSource {
  section.text('why', WHY_FIX);
  const plus = readDuration(section, 'plus');
  const earlier = readCellSource(section, 'after', rules);
  const asDate = dateReader(rules);
  return {
    reads: earlier?.reads ?? [],
    read: (row) => {
      const from = asDate([earlier?.read(row)].flat()[0]);
      const date = typeof from === 'string' ? DateTime.fromISO(from, { setZone: true }) : undefined;
      return date?.isValid ? date.plus(plus).toISO() : undefined;
    },
  };
}

/** Files repeat their dates, and reading one costs more than the rest of its row. */
const MOST_KNOWN_DATES = 10_000;

/** ISO with offset where the text is a date in the mapping's zone; anything else as it stands. */
export function dateReader({ timeZone, dateFormats }: CellRules): (value: Said) => Said {
  const known = new Map<string, string>();
  const parsers = dateFormats.map((format) => DateTime.buildFormatParser(format));
  const read = (text: string): string => {
    for (const parser of parsers) {
      const date = DateTime.fromFormatParser(text, parser, { zone: timeZone });
      if (date.isValid) return date.toISO();
    }
    const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text);
    const iso = /^\d{4}-/.test(text)
      ? DateTime.fromISO(text, { zone: timeZone, setZone: hasZone })
      : undefined;
    return iso?.isValid ? iso.toISO() : text;
  };
  return (value) => {
    if (typeof value !== 'string') return value;
    const text = value.trim();
    const found = known.get(text) ?? read(text);
    if (known.size >= MOST_KNOWN_DATES) known.clear();
    known.set(text, found);
    return found;
  };
}
