import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsArray,
  IsBoolean,
  IsInt,
  IsISO31661Alpha2,
  IsISO4217CurrencyCode,
  IsNotEmpty,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsTimeZone,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsOpeningHours, type OpeningHours } from './opening-hours.js';

const KEY = /^[a-z0-9][a-z0-9-]{0,62}$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

export class BandSettings {
  /** A score at or above this is shown as hot. */
  @IsNumber()
  @Min(0.01)
  @Max(0.99)
  hot = 0.15;

  @IsNumber()
  @Min(0.005)
  @Max(0.99)
  warm = 0.06;
}

/** Whole hours of the customer's day for calls and texts, within what the law leaves open. */
export class ContactHours {
  @IsInt()
  @Min(8)
  @Max(20)
  from = 8;

  @IsInt()
  @Min(9)
  @Max(21)
  until = 21;
}

export class ConnectionSettings {
  @Matches(KEY)
  key: string;

  @IsString()
  @IsNotEmpty()
  name: string;

  @IsString()
  @IsNotEmpty()
  dialect: string;

  /** Checked by the dialect itself; see its page under src/crm. */
  @IsObject()
  settings: Record<string, unknown> = {};

  /** Values of the form ${NAME} are taken from the environment. */
  @IsObject()
  secrets: Record<string, string> = {};

  @IsInt()
  @Min(5)
  @Max(86_400)
  syncEverySeconds = 60;
}

export class DealershipSettings {
  @Matches(KEY)
  key: string;

  @IsString()
  @IsNotEmpty()
  name: string;

  @IsTimeZone()
  timeZone: string;

  @IsISO31661Alpha2()
  country = 'US';

  /** ISO 4217; where it is not given, what prices are usually asked in there. */
  @IsISO4217CurrencyCode()
  currency: string;

  /** Rooftops of one region learn from each other first; where it is not given, the country is one region. */
  @IsOptional()
  @Matches(KEY)
  region?: string;

  @IsBoolean()
  simulated = false;

  /** Days of silence after which an open lead is called STALE. */
  @IsInt()
  @Min(3)
  @Max(365)
  staleAfterDays = 45;

  /** The score is the chance of a sale within this many days of arrival. */
  @IsInt()
  @Min(7)
  @Max(365)
  horizonDays = 90;

  @IsInt()
  @Min(1)
  @Max(1440)
  responsePromiseMinutes = 15;

  /** The response promise runs only while the store is open; where this is left out, round the clock. */
  @IsOptional()
  @IsOpeningHours()
  openingHours?: OpeningHours;

  /** Where this is left out, as the law has it: 8 to 21. */
  @IsOptional()
  @ValidateNested()
  @Type(() => ContactHours)
  contactHours?: ContactHours;

  @ValidateNested()
  @Type(() => BandSettings)
  bands: BandSettings = new BandSettings();

  /** Whether a salesperson also sees leads that are assigned to nobody. */
  @IsBoolean()
  repsSeeUnassigned = true;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => ConnectionSettings)
  connections: ConnectionSettings[] = [];
}

export class GroupSettings {
  @Matches(KEY)
  key: string;

  @IsString()
  @IsNotEmpty()
  name: string;

  @IsTimeZone()
  timeZone: string;

  /** Local time of the nightly training run. */
  @IsOptional()
  @Matches(TIME)
  trainAt = '02:15';

  @ArrayNotEmpty()
  @ValidateNested({ each: true })
  @Type(() => DealershipSettings)
  dealerships: DealershipSettings[];
}

/** Who is served: groups, their dealerships, and the outside systems each is connected to. */
export class Settings {
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => GroupSettings)
  groups: GroupSettings[] = [];
}
