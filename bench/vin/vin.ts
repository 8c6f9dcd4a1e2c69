import { performance } from 'node:perf_hooks';
import { hasCheckDigit } from '../../src/ingestion/cleaning/clean-vin.js';
import { decodeVin } from '../../src/ingestion/cleaning/decode-vin.js';
import type { BenchOptions } from '../options.js';
import { figure, type Report } from '../report.js';

const GOAL_MS = 0.1;
/** Of common makers; year and serial number differ. */
const BEGINNINGS = ['2T3P1RFV', '1HGCM826', 'KM8K2CAB', '5YJSA1E2', '1FTFW1E5', 'WBA3A5C5'];
const YEARS = 'ABCDEFGHJKLMNPRSTVWXY123456789';
const CHECKS = '0123456789X';

/** What it takes to read a VIN in process, the table's reading with the first one told apart. */
export async function measureVin({ rows }: BenchOptions): Promise<Report> {
  const firstMs = taken(() => decodeVin('2T3P1RFV1MC123456'));
  const vins = readableVins(rows);
  let named = 0;
  const allMs = taken(() => {
    for (const vin of vins) if (decodeVin(vin).model !== undefined) named += 1;
  });
  const eachMs = allMs / rows;
  return {
    name: 'vin',
    compared: [
      `${figure(rows)} VINs of ${BEGINNINGS.length} makers' codes, one after the other; every check digit is right, and all but ${figure(rows - named)} are read down to the model, so that none is done with early.`,
    ],
    verdicts: [
      {
        what: 'a VIN read in process, on average',
        goal: `< ${GOAL_MS} ms`,
        measured: `${figure(eachMs, 4)} ms`,
        met: eachMs < GOAL_MS,
      },
    ],
    tables: [
      {
        title: 'Milliseconds',
        headings: ['the first, with the table', 'each after it'],
        rows: [[figure(firstMs, 1), figure(eachMs, 4)]],
      },
    ],
    raw: { firstMs, allMs, named },
  };
}

/** Such as were or may be built: the table knows their model in that year. */
function readableVins(count: number): string[] {
  const kinds = BEGINNINGS.flatMap((beginning) =>
    YEARS.split('').map((year) => ({ beginning, year })),
  ).filter((kind) => decodeVin(vinOf(kind, 0)).model !== undefined);
  return Array.from({ length: count }, (_, at) =>
    vinOf(kinds[at % kinds.length] ?? { beginning: '', year: '' }, at),
  );
}

function vinOf({ beginning, year }: { beginning: string; year: string }, number: number): string {
  const rest = `${year}C${String(number % 1_000_000).padStart(6, '0')}`;
  const all = CHECKS.split('').map((check) => beginning + check + rest);
  return all.find(hasCheckDigit) ?? '';
}

function taken(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}
