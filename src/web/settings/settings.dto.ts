import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsUUID,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import type { RooftopSettings, SettledRooftop } from '#access';
import { IsOpeningHours, type OpeningHours } from '#config';
import type { Band } from '#prediction';
import { ContactChanceDto, ResponsePromiseDto } from '../worklist/worklist.dto.js';

const HOURS_SCHEMA = {
  type: 'object',
  additionalProperties: { type: 'string' },
  nullable: true,
  example: { mon: '09:00-20:00' },
} as const;

const NAMES = [
  'staleAfterDays',
  'horizonDays',
  'responsePromiseMinutes',
  'openingHours',
  'contactHours',
  'bands',
  'repsSeeUnassigned',
] as const;

export class BandThresholdsDto {
  /** A score at or above this is hot: 0.01 to 0.99. */
  @IsNumber()
  @Min(0.01)
  @Max(0.99)
  hot: number;

  /** Else, at or above this, warm: 0.005 to 0.99, below hot. */
  @IsNumber()
  @Min(0.005)
  @Max(0.99)
  warm: number;
}

export class ContactHoursDto {
  /** First hour of the customer's day in which calls and texts are offered: 8 to 20. */
  @IsInt()
  @Min(8)
  @Max(20)
  from: number;

  /** The hour at which they end: 9 to 21, after `from`. */
  @IsInt()
  @Min(9)
  @Max(21)
  until: number;
}

/** How one rooftop works. */
export class RooftopSettingsDto implements RooftopSettings {
  /** Days of silence after which an open lead has gone quiet. */
  staleAfterDays: number;
  /** The score is the chance of a sale within so many days of arrival. */
  horizonDays: number;
  /** Minutes within which a person answers, while the store is open. */
  responsePromiseMinutes: number;
  /** By the store's clock; a day left out is closed. null: the promise runs round the clock. */
  @ApiPropertyOptional(HOURS_SCHEMA)
  openingHours?: OpeningHours | null;
  /** Hours of the customer's day for calls and texts; absent: 8 to 21, as the law has it. */
  contactHours?: ContactHoursDto;
  /** From which score a lead is hot, and from which warm. */
  bands: BandThresholdsDto;
  /** Whether a salesperson sees leads that are nobody's yet. */
  repsSeeUnassigned: boolean;
}

export class SettledRooftopDto implements SettledRooftop {
  /** What counts now. */
  inForce: RooftopSettingsDto;
  /** What the settings file says. */
  fromFile: RooftopSettingsDto;
  /** Which of them were changed at the desk, and outrank the file. */
  @ApiProperty({ enum: NAMES, isArray: true })
  changedHere: (typeof NAMES)[number][];
}

export class ChangeSettingsDto {
  /** Days of silence after which an open lead has gone quiet: 3 to 365. */
  @IsOptional()
  @IsInt()
  @Min(3)
  @Max(365)
  staleAfterDays?: number;

  /** The score is the chance of a sale within so many days of arrival: 7 to 365. What serves learned another horizon until it is trained anew. */
  @IsOptional()
  @IsInt()
  @Min(7)
  @Max(365)
  horizonDays?: number;

  /** Minutes within which a person answers, while the store is open: 1 to 1440. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1440)
  responsePromiseMinutes?: number;

  /** By the store's clock; a day left out is closed. null: the promise runs round the clock. */
  @ApiPropertyOptional(HOURS_SCHEMA)
  @IsOptional()
  @ValidateIf(({ openingHours }: ChangeSettingsDto) => openingHours !== null)
  @IsOpeningHours()
  openingHours?: OpeningHours | null;

  /** Hours of the customer's day for calls and texts. */
  @IsOptional()
  @ValidateNested()
  @Type(() => ContactHoursDto)
  contactHours?: ContactHoursDto;

  /** From which score a lead is hot, and from which warm. Open leads are put into their bands anew at once. */
  @IsOptional()
  @ValidateNested()
  @Type(() => BandThresholdsDto)
  bands?: BandThresholdsDto;

  /** Whether a salesperson sees leads that are nobody's yet. */
  @IsOptional()
  @IsBoolean()
  repsSeeUnassigned?: boolean;

  /** Those that are as the settings file has them from now on. */
  @ApiPropertyOptional({ enum: NAMES, isArray: true })
  @IsOptional()
  @IsIn(NAMES, { each: true })
  reset?: (typeof NAMES)[number][];
}

export class PreviewSettingsDto extends ChangeSettingsDto {
  /** The lead to show the effect on, by our identifier. */
  @IsUUID()
  leadId: string;
}

/** One lead, and all open ones counted, under given settings. */
export class SettingsEffectDto {
  /** Its band; null: no score yet. */
  band: Band | null;
  /** Its likelihood, 1 to 99, which no setting here changes; null: no score yet. */
  percent: number | null;
  /** By when a person answers, and whether that was kept. */
  promise: ResponsePromiseDto;
  /** How it can be reached now. */
  contact: ContactChanceDto[];
  /** When it has gone quiet if nothing more happens. */
  quietAt: Date;
  /** Open leads that are hot. */
  hot: number;
  /** Open leads that are warm. */
  warm: number;
  /** Open leads that are cool. */
  cool: number;
  /** Open leads that wait for a first answer longer than promised. */
  overPromise: number;
  /** Open leads that have been silent for so long that they are closed. */
  silent: number;
}

export class SettingsPreviewDto {
  /** As things are. */
  before: SettingsEffectDto;
  /** As they would be. */
  after: SettingsEffectDto;
}
