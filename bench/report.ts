import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MachineFacts, Spread } from './measuring.js';

/** A promise of the product beside what was measured. */
export interface Verdict {
  what: string;
  /** Such as ">= 8x". */
  goal: string;
  measured: string;
  met: boolean;
}

/** One row a contender, one cell a heading. */
export interface Table {
  title: string;
  headings: string[];
  rows: string[][];
}

export interface Report {
  name: string;
  /** What stands against what, and under which conditions. */
  compared: string[];
  verdicts: Verdict[];
  tables: Table[];
  /** Every single number, for those who want to look closer. */
  raw: unknown;
}

const FOLDER = 'bench/out';

/** Prints a report as Markdown that also reads well in a terminal, and keeps it as JSON. */
export async function publish(report: Report, machine: MachineFacts): Promise<void> {
  process.stdout.write(`${markdownOf(report, machine)}\n`);
  await mkdir(FOLDER, { recursive: true });
  const kept = { ...report, machine, date: new Date().toISOString() };
  await writeFile(join(FOLDER, `${report.name}.json`), `${JSON.stringify(kept, null, 2)}\n`);
}

function markdownOf(report: Report, machine: MachineFacts): string {
  const { cores, cpu, memoryGigabytes, node, platform, loadBefore } = machine;
  const goals: Table = {
    title: 'Goals',
    headings: ['goal', 'wanted', 'measured', 'met'],
    rows: report.verdicts.map((one) => [one.what, one.goal, one.measured, one.met ? 'yes' : 'NO']),
  };
  return [
    `## Bench: ${report.name}`,
    '',
    `${cores} cores (${cpu}), ${memoryGigabytes} GB, ${platform}, Node ${node}; load before: ${loadBefore}`,
    '',
    ...report.compared.map((line) => `* ${line}`),
    ...[goals, ...report.tables].flatMap(tableLines),
    '',
  ].join('\n');
}

function tableLines({ title, headings, rows }: Table): string[] {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: string[]): string =>
    `| ${widths.map((width, column) => padded(cells[column] ?? '', width, column)).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`,
  );
  return ['', `### ${title}`, '', line(headings), `|${rule.join('|')}|`, ...rows.map(line)];
}

const padded = (cell: string, width: number, column: number): string =>
  column === 0 ? cell.padEnd(width) : cell.padStart(width);

/** "12,300 (11,900..12,800)" */
export const spread = ({ median, least, most }: Spread, places = 0): string =>
  `${figure(median, places)} (${figure(least, places)}..${figure(most, places)})`;

/** "9.1x (8.7..9.4)" */
export const ratio = ({ median, least, most }: Spread): string =>
  `${figure(median, 2)}x (${figure(least, 2)}..${figure(most, 2)})`;

export const figure = (value: number, places = 0): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: places, maximumFractionDigits: places });
