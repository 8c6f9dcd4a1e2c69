import { ArrayNotEmpty, IsDate, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { Type } from 'class-transformer';
import { type Scope, SCOPES } from '../principal.js';

export class IssueApiKeyDto {
  /** What the key is for: "DealerHub integration". */
  @IsString()
  @Length(1, 100)
  name: string;

  /** intake: send leads in · read · score: ask for predictions · admin: everything else. */
  @ArrayNotEmpty()
  @IsIn(SCOPES, { each: true })
  scopes: Scope[];

  /** Key of the one dealership it acts for; absent: all of the group's. */
  @IsOptional()
  @IsString()
  dealership?: string;

  /** When it stops working; absent: never. */
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  expiresAt?: Date;
}

export class IssuedApiKeyDto {
  id: string;
  /** Shown this once; only its hash is kept. */
  key: string;
}

export class ApiKeyDto {
  id: string;
  name: string;
  /** The key's last four characters. */
  hint: string;
  scopes: string[];
  dealershipId: string | null;
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  /** To the minute. */
  lastUsedAt: Date | null;
}

export class AuditEventDto {
  id: string;
  occurredAt: Date;
  actor: string;
  action: string;
  subject: string;
  details?: Record<string, unknown>;
}
