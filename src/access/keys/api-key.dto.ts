import { ArrayNotEmpty, IsIn, IsOptional, IsString, Length } from 'class-validator';
import { IsInstant, IsPlainText } from '#platform';
import { type Scope, SCOPES } from '../principal.js';

export class IssueApiKeyDto {
  /** What the key is for: "DealerHub integration". */
  @IsPlainText()
  @Length(1, 100)
  name: string;

  /** intake: send leads in · read · score: ask for predictions · manage: give leads to staff · audit: read the trail · admin: everything else. */
  @ArrayNotEmpty()
  @IsIn(SCOPES, { each: true })
  scopes: Scope[];

  /** Key of the one dealership it acts for; absent: all of the group's. */
  @IsOptional()
  @IsString()
  dealership?: string;

  /** When it stops working; absent: never. */
  @IsOptional()
  @IsInstant()
  expiresAt?: Date;
}

export class IssuedApiKeyDto {
  /** Our identifier of the key. */
  id: string;
  /** Shown this once; only its hash is kept. */
  key: string;
}

export class ApiKeyDto {
  /** Our identifier of the key. */
  id: string;
  /** What the key is for. */
  name: string;
  /** The key's last four characters. */
  hint: string;
  /** intake, read, score, admin. */
  scopes: string[];
  /** The one rooftop it acts for; null: all of the group. */
  dealershipId: string | null;
  /** When it was issued. */
  createdAt: Date;
  /** When it stops working; null: never. */
  expiresAt: Date | null;
  /** When it was ended; null: it was not. */
  revokedAt: Date | null;
  /** To the minute. */
  lastUsedAt: Date | null;
}
