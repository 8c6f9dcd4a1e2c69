import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';

import type { RunState, TrainingRun } from './training-run.js';

export class RunProgressDto {
  /** 0..1. */
  done?: number;

  /** What is being done now. */
  phrase?: string;
}

export class DatasetCountsDto {
  /** Leads that may teach: everything but excluded ones. */
  leads?: number;

  /** A lead is seen at several moments of its life; each is one example. */
  examples?: number;

  /** Of the leads, sold. */
  won?: number;

  /** Of the leads, lost. */
  lost?: number;

  /** Given up after long silence. */
  stale?: number;

  /** Open and too young for an answer: counted neither as won nor as lost. */
  censored?: number;

  /** Duplicates, tests, service tickets and the like. */
  excluded?: number;

  /** ISO 8601; null without leads. */
  firstArrival?: string | null;

  /** ISO 8601; null without leads. */
  lastArrival?: string | null;
}

/** One attempt to learn from outcomes. */
export class TrainingRunDto {
  /** Our identifier of the run. */
  id: string;

  /** queued, running, then promoted (a new champion serves), kept_champion, refused (too little to learn from) or failed. */
  state: RunState;

  /** Who asked: an API key, a staff account or the nightly schedule. */
  requestedBy: string;

  /** When it was asked for. */
  requestedAt: Date;

  /** When it began; null while queued. */
  startedAt: Date | null;

  /** When it ended; null before. */
  finishedAt: Date | null;

  /** How far it is; empty before it begins. */
  progress: RunProgressDto;

  /** What it learns from; empty until it has read the leads. */
  counts: DatasetCountsDto;

  /** The model version this run promoted, if it did. */
  challengerId: string | null;

  /** The decision in words, with its numbers. */
  verdict: string | null;

  static from(run: TrainingRun): TrainingRunDto {
    return {
      id: run.id,
      state: run.state,
      requestedBy: run.requestedBy,
      requestedAt: run.requestedAt,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      progress: run.progress,
      counts: run.counts,
      challengerId: run.challengerId,
      verdict: run.verdict,
    };
  }
}

export class ListTrainingRunsDto {
  /** Runs on one page, 1 to 100. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 20;

  /** Id of the last run of the page before. */
  @IsOptional()
  @IsUUID()
  before?: string;
}
