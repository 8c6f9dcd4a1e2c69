import type { StatusMapping } from '../crm-adapter.js';
import type { RecordKind } from '../crm-record.js';
import type { MappedField } from '../said-fields.js';

export const ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le'] as const;

/** What a row's own kind is: leads carry their customer, vehicle and activities with them. */
export type RowKind = Exclude<RecordKind, 'activity'>;

/** How the rows of one kind of file read as records, checked. */
export interface FileMapping {
  /** Undefined: by the file's name (.csv, .ndjson, .jsonl). */
  format?: 'csv' | 'ndjson';
  delimiter: string;
  encoding: (typeof ENCODINGS)[number];
  kind: RowKind;
  /** Cells that mean "no value". */
  missing: ReadonlySet<string>;
  fields: MappedField[];
  /** Other names of a column, in files from before or after somebody renamed it. */
  aliases: Readonly<Record<string, readonly string[]>>;
  /** Columns a file may lack. */
  optional: ReadonlySet<string>;
  activities: MappedField[][];
  statuses: StatusMapping;
  custom: CustomColumns;
}

export interface CustomColumns {
  /** Undefined: none; '*': every column that nothing else names. */
  wanted: '*' | readonly string[];
  /** Columns that a field reads, or that are left out on purpose. */
  taken: ReadonlySet<string>;
  rename: Readonly<Record<string, string>>;
}

/** One row with its position, as sources see it. */
export interface Row {
  /** 1 = first row after the header. */
  number: number;
  /** Column name -> cell; a JSON object where the file is NDJSON. */
  cells: Record<string, unknown>;
}
