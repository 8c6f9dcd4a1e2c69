import type { RefusedAttribute } from '#features';
import type { CourtRecord } from '#model/fitting';

export const RUN_STATES = [
  'queued',
  'running',
  'promoted',
  'kept_champion',
  'refused',
  'failed',
  'held',
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** How far a run is. */
export interface RunProgress {
  /** 0..1. */
  done: number;
  /** What is being done, for people. */
  phrase: string;
}

/** What a run learned from. */
export interface DatasetCounts {
  leads: number;
  /** A lead is seen at several moments of its life: each is one example. */
  examples: number;
  won: number;
  lost: number;
  stale: number;
  /** Open and too young for an answer. */
  censored: number;
  excluded: number;
  firstArrival: string | null;
  lastArrival: string | null;
}

/** What the label court found in a run, and which attributes never came before it. */
export interface StoredCourt extends CourtRecord {
  denied: RefusedAttribute[];
}

/** Which leads a run learns from, by arrival: from (inclusive) and to (exclusive); null is open. */
export interface ArrivalWindow {
  from: Date | null;
  to: Date | null;
}

/** One attempt to learn; it ends with a champion, or with a reason why not. */
export interface TrainingRun {
  id: string;
  groupId: string;
  requestedBy: string;
  state: RunState;
  /** How often a process took it up; who took it up last decides how it ends. */
  attempt: number;
  requestedAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  progress: Partial<RunProgress>;
  counts: Partial<DatasetCounts>;
  challengerId: string | null;
  verdict: string | null;
  arrivedFrom: Date | null;
  arrivedTo: Date | null;
  /** Null until court was held. */
  court: StoredCourt | null;
  /** Who accepted a held run; null where nobody did or had to. */
  acceptedBy: string | null;
  acceptedAt: Date | null;
}
