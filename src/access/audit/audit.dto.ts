import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsInstant, IsPlainText } from '#platform';

export class AuditQueryDto {
  /** Who did it: `staff:…`, `key:…`, `system`. */
  @IsOptional()
  @IsPlainText()
  @MaxLength(100)
  actor?: string;

  /** What was done, or its beginning: `staff.`, `lead.assigned`. */
  @IsOptional()
  @IsPlainText()
  @MaxLength(100)
  action?: string;

  /** What it was done to: `lead:…`. */
  @IsOptional()
  @IsPlainText()
  @MaxLength(200)
  subject?: string;

  /** Done at this instant or later. */
  @IsOptional()
  @IsInstant()
  from?: Date;

  /** Done before this instant. */
  @IsOptional()
  @IsInstant()
  to?: Date;

  /** `id` of the last event of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  before?: string;

  /** How many at most. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 100;
}

export class AuditEventDto {
  /** Our identifier of the event. */
  id: string;
  /** When it was done. */
  occurredAt: Date;
  /** Who did it: `staff:…`, `key:…` or a part of the program. */
  actor: string;
  /** Who that is, for people: a name of staff or of a key. */
  actorName: string | null;
  /** What was done, such as `api_key.issued`. */
  action: string;
  /** What it was done to, such as `api_key:…`. */
  subject: string;
  /** Who or what that is, for people, where it is staff or a key. */
  subjectName: string | null;
  /** More about it, by name; never personal data. */
  details?: Record<string, unknown>;
}
