import { setImmediate } from 'node:timers/promises';
import * as fc from 'fast-check';
import { type AdfReading, readAdfMessage } from '#crm';
import { damagedDocuments } from './damaged-documents.js';

const REASONS = new Set(['not-xml', 'no-prospect', 'doctype', 'too-large', 'truncated']);
const KEPT_SLOW = 5;
const KEPT_FAULTS = 20;

export interface SlowDocument {
  /** Longest time in which nothing else of this thread had a turn. */
  blockMs: number;
  /** Milliseconds of the clock, and of this process' own work: others on the machine add to the first only. */
  wallMs: number;
  cpuMs: number;
  bytes: number;
  answer: string;
}

export interface FuzzCounts {
  documents: number;
  accepted: number;
  /** By reason. */
  refused: Record<string, number>;
  /** What was thrown, without the document. */
  crashes: string[];
  crashed: number;
  unnamed: number;
  slowest: SlowDocument[];
}

/** Has damaged documents read one by one, as the doors read them, and tells what came of them. */
export async function fuzzAdf(
  seeds: readonly Buffer[],
  documents: number,
  seed: number,
  onProgress: (done: number) => void = () => undefined,
): Promise<FuzzCounts> {
  const counts: FuzzCounts = {
    documents: 0,
    accepted: 0,
    refused: {},
    crashes: [],
    crashed: 0,
    unnamed: 0,
    slowest: [],
  };
  const batch = 500;
  for (let from = 0; from < documents; from += batch) {
    const some = fc.sample(damagedDocuments(seeds), {
      numRuns: Math.min(batch, documents - from),
      seed: seed + from,
    });
    for (const document of some) {
      await setImmediate();
      note(counts, await timed(document));
    }
    onProgress(counts.documents);
  }
  return counts;
}

type Timed = SlowDocument & { reading?: AdfReading; crash?: string };

async function timed(document: Buffer): Promise<Timed> {
  const cpu = process.cpuUsage();
  const began = performance.now();
  const { outcome, blockMs } = await watched(read(document), began);
  const wallMs = performance.now() - began;
  const { user, system } = process.cpuUsage(cpu);
  const { reading, crash } = outcome;
  const answer = crash ?? (reading?.accepted ? 'accepted' : (reading?.reason ?? ''));
  return {
    blockMs,
    wallMs,
    cpuMs: (user + system) / 1000,
    bytes: document.length,
    answer,
    ...outcome,
  };
}

/** Large documents are read in another thread: then many turns pass before the answer. */
async function watched<T>(
  work: Promise<T>,
  began: number,
): Promise<{ outcome: T; blockMs: number }> {
  let blockMs = 0;
  let turn = began;
  const endTurn = (): void => {
    const now = performance.now();
    blockMs = Math.max(blockMs, now - turn);
    turn = now;
  };
  const turns = setInterval(endTurn, 1);
  try {
    const outcome = await work;
    endTurn();
    return { outcome, blockMs };
  } finally {
    clearInterval(turns);
  }
}

async function read(document: Buffer): Promise<{ reading?: AdfReading; crash?: string }> {
  try {
    return { reading: await readAdfMessage(document) };
  } catch (error) {
    return { crash: String((error as Error).stack ?? error) };
  }
}

function note(counts: FuzzCounts, { reading, crash, ...timing }: Timed): void {
  counts.documents += 1;
  if (crash !== undefined) {
    counts.crashed += 1;
    if (counts.crashes.length < KEPT_FAULTS) counts.crashes.push(crash);
  } else if (reading?.accepted) counts.accepted += 1;
  else if (reading) {
    counts.refused[reading.reason] = (counts.refused[reading.reason] ?? 0) + 1;
    const named = REASONS.has(reading.reason) && reading.message !== '' && reading.fix !== '';
    if (!named) counts.unnamed += 1;
  }
  counts.slowest.push(timing);
  counts.slowest.sort((one, other) => other.blockMs - one.blockMs);
  counts.slowest.length = Math.min(counts.slowest.length, KEPT_SLOW);
}
