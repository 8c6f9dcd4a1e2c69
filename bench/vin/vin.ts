import { performance } from 'node:perf_hooks';
import { hasCheckDigit } from '../../src/ingestion/cleaning/clean-vin.js';
import { decodeVin } from '../../src/ingestion/cleaning/decode-vin.js';
import type { BenchOptions } from '../options.js';
import { figure, type Report } from '../report.js';

const GOAL_MS = 0.1;
/** Of common makers, and two that tell nothing; year and serial number differ. */
const BEGINNINGS = [
  '2T3P1RFV',
  '1HGCM826',
  'KM8K2CAB',
  '5YJSA1E2',
  '1FTFW1E5',
  'WVWZZZ1J',
  '99999999',
];
const YEARS = 'ABCDEFGHJKLMNPRSTVWXY123456789';
const CHECKS = '0123456789X';

/** What it takes to read a VIN in process, the table's reading with the first one told apart. */
export async function measureVin({ rows }: BenchOptions): Promise<Report> {
  const vins = Array.from({ length: rows }, (_, at) => {
    const beginning = BEGINNINGS[at % BEGINNINGS.length] ?? '';
    const year = YEARS[Math.floor(at / 7) % YEARS.length] ?? '';
    const rest = `${year}C${String(at % 1_000_000).padStart(6, '0')}`;
    const all = CHECKS.split('').map((check) => beginning + check + rest);
    return all.find(hasCheckDigit) ?? '';
  });
  const firstMs = taken(() => decodeVin('2T3P1RFV1MC123456'));
  let named = 0;
  const allMs = taken(() => {
    for (const vin of vins) if (decodeVin(vin).model !== undefined) named += 1;
  });
  const eachMs = allMs / rows;
  return {
    name: 'vin',
    compared: [
      `${figure(rows)} VINs of seven makers' codes, one after the other; ${figure(named)} of them have a model; every check digit is right, so that none is done with early.`,
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

function taken(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}
