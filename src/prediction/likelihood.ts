import { sigmoid } from '#model';

export const BANDS = ['hot', 'warm', 'cool'] as const;
export type Band = (typeof BANDS)[number];

/** A dealership's thresholds: a score at or above `hot` is hot, else at or above `warm` is warm. */
export interface BandThresholds {
  hot: number;
  warm: number;
}

/** Nothing about a person is certain, and a stored score must stay inside (0, 1). */
const LEAST = 1e-6;

/** @param logOdds - Unbounded. @returns in (0, 1), never either end. */
export function scoreOf(logOdds: number): number {
  const score = sigmoid(logOdds);
  return Math.min(1 - LEAST, Math.max(LEAST, score));
}

/** What people and CRM fields see: 1..99. */
export function likelihoodPercent(score: number): number {
  return Math.min(99, Math.max(1, Math.round(score * 100)));
}

export function bandOf(score: number, { hot, warm }: BandThresholds): Band {
  if (score >= hot) return 'hot';
  return score >= warm ? 'warm' : 'cool';
}
