/** Where a share moved so far that somebody should look, or act. The customary limits of credit scoring. */
export const PSI_WARN = 0.1;
export const PSI_ACT = 0.25;

export type Stability = 'steady' | 'warn' | 'act' | 'too few';

export interface StabilityIndex {
  /** Population stability index, >= 0. */
  psi: number;
  /** What chance alone stays below, nineteen times in twenty, with so many leads. */
  byChance: number;
  stability: Stability;
}

/** Fewer leads on either side fill no bins. */
const LEAST_LEADS = 50;
/** One-sided 95 %. */
const Z95 = 1.6449;

/**
 * Population stability index of live leads against a reference: the sum over bins of
 * (live - reference) * ln(live / reference), shares smoothed by half a lead a bin so that an empty
 * bin stays finite. Below 0.1 is steady, from 0.1 worth a look, from 0.25 a reason to act; but never
 * on what chance does anyway: without any change it is about chi-squared with bins - 1 degrees of
 * freedom, times 1 / live + 1 / reference.
 *
 * @param reference - Leads in each bin.
 * @param live - Leads in each of the same bins.
 * @see Siddiqi 2006, chapter 9 (formula and limits); Yurdakul & Naranjo 2020 (what chance does)
 */
export function populationStability(
  reference: readonly number[],
  live: readonly number[],
): StabilityIndex {
  const [before, now] = [smoothed(reference), smoothed(live)];
  const psi = before.reduce(
    (sum, share, bin) => sum + (now[bin]! - share) * Math.log(now[bin]! / share),
    0,
  );
  const [leads, referenceLeads] = [total(live), total(reference)];
  const freedom = before.filter((_, bin) => reference[bin]! + live[bin]! > 0).length - 1;
  const scale = 1 / Math.max(leads, 1) + 1 / Math.max(referenceLeads, 1);
  const byChance = Math.max(0, freedom + Z95 * Math.sqrt(2 * Math.max(freedom, 0))) * scale;
  return { psi, byChance, stability: told(psi, byChance, Math.min(leads, referenceLeads)) };
}

function told(psi: number, byChance: number, leads: number): Stability {
  if (leads < LEAST_LEADS) return 'too few';
  if (psi < PSI_WARN || psi <= byChance) return 'steady';
  return psi < PSI_ACT ? 'warn' : 'act';
}

function smoothed(counts: readonly number[]): number[] {
  const all = total(counts) + counts.length / 2;
  return counts.map((count) => (count + 0.5) / all);
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
