import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsPlainText } from '#platform';

/** `pulled` = `stored` + `unchanged` + `quarantined`; empty until the run has stored its first page. */
export class SyncCountsDto {
  /** Records that came in. */
  pulled?: number;
  /** Of them, new or newer than what was stored. */
  stored?: number;
  /** Of them, known already. */
  unchanged?: number;
  /** Of them, kept in quarantine. */
  quarantined?: number;
  /** Leads among the stored that are no sales leads: duplicates, service tickets, tests. */
  excluded?: number;
  /** Leads that left OPEN for WON, LOST or STALE. */
  outcomesLearned?: number;
  /** Fields dropped while their record was kept, by `field: reason`. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'number' } })
  notes?: Record<string, number>;
}

export class SyncRunDto {
  /** Our identifier of the run. */
  id: string;
  /** When it began. */
  startedAt: Date;
  /** When it ended; null while it runs. */
  finishedAt: Date | null;
  /** What came in and what became of it. */
  counts: SyncCountsDto;
  /** Why it failed; null when it did not. */
  error: string | null;
  /** Pages stored so far. */
  pages: number;
  /** Kind of record of the newest page; null before the first. */
  pulling: 'customer' | 'vehicle' | 'lead' | 'activity' | null;
}

/** A door to an outside system; its secrets are never shown. */
export class ConnectionDto {
  /** Our identifier of the connection. */
  id: string;
  /** Its key in the settings. */
  key: string;
  /** As people call it. */
  name: string;
  /** How the outside system talks: one of GET /v1/dialects, or `api` for what is posted. */
  dialect: string;
  /** false: paused; it is neither pulled from nor written to. */
  enabled: boolean;
  /** Where it is changed: in the settings file, here, or nowhere. */
  origin: 'settings' | 'desk' | 'built-in';
  /** Seconds between two syncs. */
  syncEverySeconds: number;
  /** Payloads that wait in quarantine. */
  quarantined: number;
  /** The newest sync; null before the first. */
  lastSync: SyncRunDto | null;
}

export class ConnectionListDto {
  /** All connections of the dealership. */
  items: ConnectionDto[];
}

export class SyncRequestedDto {
  /** Key of the connection. */
  connection: string;
  /** The sync runs in the background; its result appears under GET /v1/connections. */
  requested: true;
  /** Where its progress is told by server-sent events. */
  events: string;
}

export class SeenStatusDto {
  /** The system's own word; null where it may be somebody's data and is not shown. */
  status: string | null;
  /** How often it stood on the first page. */
  count: number;
  /** What it means; null: nobody said so, and leads with it wait in quarantine. */
  outcome: string | null;
}

export class ProbeStepDto {
  /** What was tried. */
  name: string;
  /** What it is about. */
  topic: 'sign-in' | 'read' | 'identify' | 'statuses' | 'write' | 'clock' | 'limit' | 'other';
  /** Which records it is about, where it is about some. */
  kind?: 'lead' | 'customer' | 'vehicle' | 'activity';
  /** Whether it worked. */
  ok: boolean;
  /** What was seen. */
  detail: string;
  /** What to mend, where it did not work. */
  fix?: string;
  /** Of a few records which of our fields they fill; names only, never values. */
  @ApiPropertyOptional({ type: 'array', items: { type: 'array', items: { type: 'string' } } })
  samples?: string[][];
  /** Statuses seen, and what each means. */
  statuses?: SeenStatusDto[];
}

export class ProbeDto {
  /** true: every step worked. */
  ok: boolean;
  /** In the order tried. */
  steps: ProbeStepDto[];
}

export class QuarantineQueryDto {
  /** Only items with exactly this reason. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  reason?: string;

  /** `nextCursor` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(400)
  cursor?: string;

  /** Items on one page, 1 to 200. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

/** A payload in quarantine; the payload itself is personal data and stays sealed. */
export class QuarantineItemDto {
  /** Our identifier of the item. */
  id: string;
  /** The connection it came through. */
  connectionId: string;
  /** `lead`, `customer`, `vehicle`, `activity`, or `document` for what could not be taken apart. */
  recordKind: string;
  /** The outside system's own key, where it could be read. */
  externalId: string | null;
  /** Why it could not be stored. */
  reason: string;
  /** The field at fault, where it is one. */
  field: string | null;
  /** What would help. */
  fix: string;
  /** The system's own word that was not understood, where there is one to show. */
  about: string | null;
  /** How often it was tried. */
  attempts: number;
  /** When it came in. */
  receivedAt: Date;
}

export class QuarantinePageDto {
  /** Oldest first. */
  items: QuarantineItemDto[];
  /** Pass back as `cursor` for the next page; null on the last. */
  nextCursor: string | null;
}

export class ReplayDto {
  /** Our identifier of the item. */
  id: string;
  /** true: it went through this time. */
  stored: boolean;
  /** Why it was refused again. */
  reason: string | null;
  /** The field at fault, where it is one. */
  field: string | null;
  /** What would help. */
  fix: string | null;
}

export class ReplayAllDto {
  /** Replay what waits for exactly this reason. */
  @IsPlainText()
  @MaxLength(200)
  reason: string;
}

export class ReplayedDto {
  /** Items that went through. */
  stored: number;
  /** Items refused again; they stay in quarantine. */
  refused: number;
}
