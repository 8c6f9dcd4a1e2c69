import type { CrmRecord, Refusal } from '../crm-record.js';
import { CrmFileError } from '../crm.errors.js';
import { parseJson } from '../http/json-text.js';
import { isPlainObject } from '../settings-reading.js';
import { CsvRecords, type CsvFault } from './csv-records.js';
import { knownHeader, missingColumns, missingFrom } from './file-header.js';
import type { FileMapping, Row } from './file-mapping.js';
import { LineSplitter } from './line-splitter.js';

/** One row of a file: what its cells say, or why it cannot be read. */
export type ReadRow = { row: Row } | { number: number; unreadable: CrmRecord };

export type RowFormat = 'csv' | 'ndjson';

/** Bytes to rows, in whatever pieces they come. Never throws for a bad row. */
export class RowReader {
  readonly #lines: LineSplitter;
  readonly #csv: CsvRecords;
  #header?: string[];
  #number = 0;

  constructor(
    private readonly mapping: FileMapping,
    private readonly format: RowFormat,
  ) {
    this.#lines = new LineSplitter(mapping.encoding);
    this.#csv = new CsvRecords(mapping.delimiter);
  }

  /** @throws CrmFileError, CrmSettingsError when the header itself cannot serve. */
  push(chunk: Buffer): ReadRow[] {
    const lines = this.#lines.push(chunk);
    return this.format === 'csv' ? this.#rows(this.#csv.push(lines)) : this.#json(lines);
  }

  end(): ReadRow[] {
    const lines = this.#lines.end();
    if (this.format === 'ndjson') return this.#json(lines);
    return [...this.#rows(this.#csv.push(lines)), ...this.#rows(this.#csv.end())];
  }

  #rows(records: ReturnType<CsvRecords['push']>): ReadRow[] {
    const rows: ReadRow[] = [];
    for (const record of records) {
      if (!this.#header) this.#header = this.#checkedHeader(record);
      else rows.push(this.#row(record, this.#header));
    }
    return rows;
  }

  #row(record: ReturnType<CsvRecords['push']>[number], header: string[]): ReadRow {
    this.#number += 1;
    if ('fault' in record) return this.#unreadable(record.text, REFUSALS[record.fault]);
    const { cells } = record;
    if (cells.length !== header.length) {
      return this.#unreadable(cells, {
        reason: `has ${cells.length} cells where the header has ${header.length}.`,
        fix: 'Put quotes around cells that hold the delimiter, and check the delimiter.',
      });
    }
    return {
      row: {
        number: this.#number,
        cells: Object.fromEntries(header.map((column, at) => [column, cells[at]])),
      },
    };
  }

  #checkedHeader(record: ReturnType<CsvRecords['push']>[number]): string[] {
    if ('fault' in record) {
      throw new CrmFileError(`The header row cannot be read. ${REFUSALS[record.fault].fix}`);
    }
    const header = knownHeader(
      record.cells.map((cell) => cell.trim()),
      this.mapping,
    );
    const twice = header.find((column, at) => header.indexOf(column) < at);
    if (twice !== undefined) {
      throw new CrmFileError(`The header names '${twice}' twice. Give every column its own name.`);
    }
    const missing = missingFrom(header, this.mapping);
    if (missing.length > 0) throw missingColumns(missing, header);
    return header;
  }

  #json(lines: { text: string; fault?: CsvFault }[]): ReadRow[] {
    return lines
      .filter(({ text, fault }) => fault ?? text.trim() !== '')
      .map((line) => this.#object(line));
  }

  #object({ text, fault }: { text: string; fault?: CsvFault }): ReadRow {
    this.#number += 1;
    if (fault) return this.#unreadable(text, REFUSALS[fault]);
    const value = jsonOrNothing(text);
    if (isPlainObject(value)) return { row: { number: this.#number, cells: value } };
    return this.#unreadable(text, {
      reason: 'is not a JSON object.',
      fix: 'Write one JSON object a line (NDJSON).',
    });
  }

  #unreadable(text: unknown, { reason, fix }: Refusal): ReadRow {
    return {
      number: this.#number,
      unreadable: {
        kind: 'unreadable',
        payload: { row: this.#number, text },
        refusal: { reason: `Row ${this.#number} ${reason}`, fix },
      },
    };
  }
}

const REFUSALS: Record<CsvFault, Refusal> = {
  encoding: {
    reason: 'holds bytes that are not in the encoding of the mapping.',
    fix: 'Set encoding in the mapping, such as windows-1252, or save the file as UTF-8.',
  },
  'too-long': { reason: 'is longer than 1 MiB.', fix: 'Check for a missing line end.' },
  quotes: {
    reason: 'has a quote that is not closed, or stands in the middle of a cell.',
    fix: 'Put the whole cell in quotes and double the quotes inside it.',
  },
};

function jsonOrNothing(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    // The parser's message quotes the row; the caller reports the row number instead.
    return undefined;
  }
}
