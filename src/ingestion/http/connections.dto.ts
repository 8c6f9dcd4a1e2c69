import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

export class SyncRunDto {
  id: string;
  startedAt: Date;
  finishedAt: Date | null;
  /** Pulled, stored, unchanged, quarantined, excluded, outcomesLearned. */
  counts: object;
  error: string | null;
}

/** A door to an outside system; its secrets are never shown. */
export class ConnectionDto {
  id: string;
  key: string;
  name: string;
  dialect: string;
  enabled: boolean;
  /** Payloads that wait in quarantine. */
  quarantined: number;
  lastSync: SyncRunDto | null;
}

export class ConnectionListDto {
  items: ConnectionDto[];
}

export class SyncRequestedDto {
  connection: string;
  /** The sync runs in the background; its result appears under GET /v1/connections. */
  requested: true;
}

export class ProbeStepDto {
  name: string;
  ok: boolean;
  detail: string;
  fix?: string;
}

export class ProbeDto {
  ok: boolean;
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

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

/** A payload in quarantine; the payload itself is personal data and stays sealed. */
export class QuarantineItemDto {
  id: string;
  connectionId: string;
  recordKind: string;
  externalId: string | null;
  reason: string;
  field: string | null;
  fix: string;
  attempts: number;
  receivedAt: Date;
}

export class QuarantinePageDto {
  /** Oldest first. */
  items: QuarantineItemDto[];
  nextCursor: string | null;
}

export class ReplayDto {
  id: string;
  stored: boolean;
  /** Why it was refused again. */
  reason: string | null;
  field: string | null;
  fix: string | null;
}

export class ReplayAllDto {
  /** Replay what waits for exactly this reason. */
  @IsString()
  @MaxLength(200)
  reason: string;
}

export class ReplayedDto {
  stored: number;
  refused: number;
}
