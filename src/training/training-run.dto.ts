import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Length, Max, Min } from 'class-validator';
import { CourtDto } from '#model';
import { IsInstant, IsPlainText } from '#platform';

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

  /** queued, running, then promoted (a new champion serves), kept_champion, refused (too little to learn from), failed or held (too good to be believed: an admin must accept it). */
  state: RunState;

  /** Who asked: `staff:…`, `key:…` or `schedule:…`. */
  requestedBy: string;

  /** Who that is, for people, where it is staff or a key. */
  requestedByName: string | null;

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

  /** Leads that arrived before it taught nothing; null: no limit. */
  arrivedFrom: Date | null;

  /** Leads that arrived then or later taught nothing; null: no limit. */
  arrivedTo: Date | null;

  /** What the label court found before anything was learned; null while it has not sat. */
  court: CourtDto | null;

  /** Who accepted the run after it was held; null where nobody did or had to. */
  acceptedBy: string | null;

  /** Who that is, for people. */
  acceptedByName: string | null;

  /** When it was accepted. */
  acceptedAt: Date | null;

  static from(run: TrainingRun, names: ReadonlyMap<string, string> = new Map()): TrainingRunDto {
    return {
      id: run.id,
      state: run.state,
      requestedBy: run.requestedBy,
      requestedByName: names.get(run.requestedBy) ?? null,
      requestedAt: run.requestedAt,
      startedAt: run.startedAt,
      finishedAt: run.finishedAt,
      progress: run.progress,
      counts: run.counts,
      challengerId: run.challengerId,
      verdict: run.verdict,
      arrivedFrom: run.arrivedFrom,
      arrivedTo: run.arrivedTo,
      court: run.court,
      acceptedBy: run.acceptedBy,
      acceptedByName: (run.acceptedBy && names.get(run.acceptedBy)) ?? null,
      acceptedAt: run.acceptedAt,
    };
  }
}

export class RequestTrainingRunDto {
  /** Learn only from leads that arrived from here on, such as after a change of CRM. */
  @IsOptional()
  @IsInstant()
  from?: Date;

  /** Learn only from leads that arrived before. */
  @IsOptional()
  @IsInstant()
  to?: Date;
}

export class AcceptRunDto {
  /** Why, for the record: "the field is filled by the form, I looked". */
  @IsPlainText()
  @Length(3, 500)
  reason: string;
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
