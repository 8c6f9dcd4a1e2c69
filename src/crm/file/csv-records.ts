import { parse } from 'csv-parse/sync';
import type { Line } from './line-splitter.js';

export type CsvRecord = { cells: string[] } | { fault: CsvFault; text: string };
export type CsvFault = 'encoding' | 'too-long' | 'quotes';

/** A quoted cell that runs over more lines than this was never meant to be one. */
const MOST_LINES = 200;

/**
 * Lines to CSV records (RFC 4180). A quote left open would swallow the rest of the file as one cell:
 * here only its own line is refused, and reading goes on with the next one.
 */
export class CsvRecords {
  #lines: Line[] = [];

  constructor(private readonly delimiter: string) {}

  push(lines: Line[]): CsvRecord[] {
    this.#lines.push(...lines);
    return this.#drain(false);
  }

  end(): CsvRecord[] {
    return this.#drain(true);
  }

  #drain(isEnd: boolean): CsvRecord[] {
    const records: CsvRecord[] = [];
    let from = 0;
    while (from < this.#lines.length) {
      const taken = this.#take(from, isEnd);
      if (!taken) break;
      if (taken.record) records.push(taken.record);
      from += taken.lines;
    }
    this.#lines = this.#lines.slice(from);
    return records;
  }

  /** The record that begins at a line; undefined while its end has not arrived. */
  #take(from: number, isEnd: boolean): { record?: CsvRecord; lines: number } | undefined {
    const first = this.#lines[from];
    if (!first) return undefined;
    const { text, fault } = first;
    if (fault) return { record: { fault, text }, lines: 1 };
    if (text.trim() === '') return { lines: 1 };
    if (!text.includes('"'))
      return { record: { cells: endless(text).split(this.delimiter) }, lines: 1 };
    const until = this.#closing(from);
    if (until === undefined && !isEnd && this.#lines.length - from <= MOST_LINES) return undefined;
    const refused = { record: { fault: 'quotes' as const, text }, lines: 1 };
    if (until === undefined) return refused;
    const whole = this.#lines
      .slice(from, until + 1)
      .map((line) => line.text)
      .join('\n');
    const cells = this.#cells(endless(whole));
    return cells ? { record: { cells }, lines: until + 1 - from } : refused;
  }

  /** Index of the line on which every quote opened since `from` is closed again. */
  #closing(from: number): number | undefined {
    let open = false;
    for (let at = from; at < Math.min(this.#lines.length, from + MOST_LINES); at++) {
      const line = this.#lines[at];
      if (!line || line.fault) return undefined;
      open = leavesOpen(line.text, open, this.delimiter);
      if (!open) return at;
    }
    return undefined;
  }

  #cells(text: string): string[] | undefined {
    try {
      const [cells, more] = parse(text, {
        delimiter: this.delimiter,
        record_delimiter: '\n',
        relax_column_count: true,
      });
      return more === undefined ? cells : undefined;
    } catch {
      // The parser's message quotes the row; the caller reports the row number instead.
      return undefined;
    }
  }
}

const endless = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text);

/** Whether a quoted cell is still open at the end of a line. */
function leavesOpen(line: string, open: boolean, delimiter: string): boolean {
  let quoted = open;
  let atStart = !open;
  for (let at = 0; at < line.length; at++) {
    const character = line[at];
    if (quoted && character === '"' && line[at + 1] === '"') at++;
    else if (character === '"' && (quoted || atStart)) quoted = !quoted;
    atStart = !quoted && character === delimiter;
  }
  return quoted;
}
