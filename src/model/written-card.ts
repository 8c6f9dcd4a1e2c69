import type { RefusedAttribute } from '#features';
import type { CourtRecord } from './court/label-court.js';
import type { DriftReference } from './drift/reference.js';

/** Leads of the newest holdout, as they arrived: what was promised and what was seen. */
export interface CardGroup {
  leads: number;
  won: number;
  /** Mean score. */
  promised: number;
  /** Share won, young leads by their censoring weights, with its 90 % interval. */
  seen: number;
  lower: number;
  upper: number;
}

export interface CardSegment extends CardGroup {
  /** What they have in common: rooftop, source or intent. */
  by: 'rooftop' | 'source' | 'intent';
  name: string;
  /** Null with one kind of outcome only. */
  auc: number | null;
}

/** What training writes about a version, for people. JSON-safe. */
export interface WrittenCard {
  trainingRun: string;
  verdict: string;
  /** Of the leads it learned from. */
  counts: Record<string, number | string | null>;
  /** Arrivals that were asked for, ISO 8601; null is open. */
  window: { from: string | null; to: string | null };
  /** A lead counts as won when it is sold within so many days of arrival. */
  horizonDays: number;
  /** It knew no outcome recorded later. */
  learnedUntil: string;
  recipe: { family: string; hyperparameters: Record<string, unknown>; seed: number };
  /** Families that were tried, best first; empty where there was no choice. */
  families: { family: string; logLoss: number }[];
  /** Whether hazards set its scores right, judged on the newest holdout: log-loss they save, with its 90 % interval. */
  hazards: {
    kept: boolean;
    saved: { value: number; lower: number; upper: number };
    words: string;
  };
  court: CourtRecord & { denied: RefusedAttribute[] };
  /** Up to ten groups of equal size, lowest scores first. */
  reliability: CardGroup[];
  segments: CardSegment[];
  /** What it should not be used or trusted for, in sentences. */
  limits: string[];
  reference: DriftReference;
}
