import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Length,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
} from 'class-validator';
import { EXCLUDED_REASONS, OUTCOMES } from '#leads';
import { IsInstant, IsPlainText } from '#platform';
import { ConnectionDto } from './connections.dto.js';

const KEY = /^[a-z0-9][a-z0-9-]{0,62}$/;
const LONGEST_SECRET = 10_000;

/** `name: text` lines. */
const IsSecrets = (): PropertyDecorator =>
  ValidateBy({
    name: 'isSecrets',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.values(value).every(
          (secret) => typeof secret === 'string' && secret.length <= LONGEST_SECRET,
        ),
      defaultMessage: () => '$property must be an object whose values are texts',
    },
  });

/** By which secrets a connection is reached, and how often. */
class ConnectionReachDto {
  /** By name. They are sealed and never shown again; those that are not named stay. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' } })
  @IsOptional()
  @IsSecrets()
  secrets?: Record<string, string>;

  /** Seconds between two syncs, 5 to 86,400. */
  @IsOptional()
  @IsInt()
  @Min(5)
  @Max(86_400)
  syncEverySeconds?: number;
}

export class ChangeConnectionDto extends ConnectionReachDto {
  /** As people call it. */
  @IsOptional()
  @IsPlainText()
  @Length(1, 100)
  name?: string;

  /** What the dialect takes; GET /v1/dialects describes it. Replaces the settings as a whole. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  @IsOptional()
  @IsObject()
  settings?: Record<string, unknown>;
}

export class AddConnectionDto extends ConnectionReachDto {
  /** Names it in addresses and imports: small letters, digits and dashes. It cannot be changed. */
  @Matches(KEY, { message: '$property must be small letters, digits and dashes, 63 at most' })
  key: string;

  /** As people call it. */
  @IsPlainText()
  @Length(1, 100)
  name: string;

  /** One of GET /v1/dialects. */
  @IsPlainText()
  @Length(1, 60)
  dialect: string;

  /** What the dialect takes; GET /v1/dialects describes it. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  @IsOptional()
  @IsObject()
  settings?: Record<string, unknown>;
}

export class ConnectionDetailDto extends ConnectionDto {
  /** What the dialect was given, without secrets. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  settings: Record<string, unknown>;
  /** Names of the secrets that are kept. */
  secretNames: string[];
}

export class DialectFieldDto {
  /** Where it stands: `auth.tokenUrl`; of a secret `secrets.clientId`. */
  key: string;
  /** `section` holds fields of its own; `any` takes more than one shape. */
  kind: 'text' | 'number' | 'word' | 'texts' | 'section' | 'secret' | 'any';
  /** Whether it must be given. */
  required: boolean;
  /** What to give. */
  help?: string;
  /** The words there are, of a `word`. */
  @ApiPropertyOptional({ type: [String] })
  words?: readonly string[];
  /** What counts where nothing is given. */
  @ApiPropertyOptional({ oneOf: [{ type: 'string' }, { type: 'number' }] })
  fallback?: string | number;
  /** Smallest number. */
  min?: number;
  /** Largest number. */
  max?: number;
}

export class DialectDto {
  /** How an outside system talks, such as `salesforce`. */
  dialect: string;
  /** What can be set, in the order it is read. */
  fields: DialectFieldDto[];
}

export class DialectListDto {
  /** In alphabetical order. */
  items: DialectDto[];
}

export class StatusMeaningDto {
  /** Our word for it. */
  outcome: string;
  /** Why it is excluded, where it is. */
  excludedReason?: string;
}

export class KnownStatusDto {
  /** The system's own word. */
  status: string;
  /** What it means. */
  meaning: StatusMeaningDto;
  /** Said by people here, beside what the dialect and its settings know. */
  saidHere: boolean;
}

export class UnknownStatusDto {
  /** The system's own word; null where it may be somebody's data and is not shown. */
  status: string | null;
  /** Payloads that wait for its meaning. */
  waiting: number;
  /** When the first of them came. */
  oldest: Date;
}

export class StatusWordsDto {
  /** In alphabetical order. */
  known: KnownStatusDto[];
  /** Those that leads wait for in quarantine. */
  unknown: UnknownStatusDto[];
}

export class SayMeaningDto {
  /** The system's own word. */
  @IsPlainText()
  @Length(1, 120)
  status: string;

  /** What it means here. */
  @IsIn(OUTCOMES)
  outcome: string;

  /** With EXCLUDED: why such leads are not counted. */
  @IsOptional()
  @IsIn(EXCLUDED_REASONS)
  excludedReason?: string;
}

export class SyncEventsQueryDto {
  /** Follow the sync under way, or the first that ends after this instant; absent: from now on. */
  @IsOptional()
  @IsInstant()
  since?: Date;
}

export class QuarantineGroupDto {
  /** The connection they came through. */
  connectionId: string;
  /** `lead`, `customer`, `vehicle`, `activity`, or `unreadable` for what could not be taken apart. */
  recordKind: string;
  /** Why they could not be stored. */
  reason: string;
  /** The field at fault, where it is one. */
  field: string | null;
  /** The system's own word that was not understood, where there is one to show. */
  about: string | null;
  /** What would help. */
  fix: string;
  /** How many wait. */
  waiting: number;
  /** When the first of them came. */
  oldest: Date;
}

export class QuarantineGroupListDto {
  /** Most first; 200 at most. */
  items: QuarantineGroupDto[];
}

export class AllQuarantineQueryDto {
  /** Only of the connection with this key. */
  @IsOptional()
  @IsPlainText()
  @MaxLength(63)
  connection?: string;
}
