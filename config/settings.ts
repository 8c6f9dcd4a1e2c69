import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { plainToInstance, Type } from 'class-transformer';
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
  ValidateBy,
  ValidateNested,
  validateSync,
  type ValidationError,
} from 'class-validator';
import { parseDocument } from 'yaml';
import { usualCurrency } from './currencies.js';
import { InvalidConfigurationError } from './env.js';

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

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const HOURS = /^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/;

/** When somebody is there to answer, by the store's clock: '09:00-20:00'. A day left out is closed. */
export type OpeningHours = Partial<Record<(typeof DAYS)[number], string>>;

export const IsOpeningHours = (): PropertyDecorator =>
  ValidateBy({
    name: 'isOpeningHours',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'object' &&
        value !== null &&
        Object.entries(value).length > 0 &&
        Object.entries(value).every(
          ([day, hours]) =>
            (DAYS as readonly string[]).includes(day) &&
            typeof hours === 'string' &&
            HOURS.test(hours) &&
            hours.slice(0, 5) < hours.slice(6),
        ),
      defaultMessage: () =>
        "$property must name days: { mon: '09:00-20:00', … }, closing after opening",
    },
  });

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

/** @throws InvalidConfigurationError naming every fault by its key. */
export function readSettings(file: string, environment: NodeJS.ProcessEnv): Settings {
  return parseSettings(readFileSync(file, 'utf8'), environment, file);
}

export function parseSettings(
  yaml: string,
  environment: NodeJS.ProcessEnv,
  source: string,
): Settings {
  const document = parseDocument(yaml);
  if (document.errors.length > 0)
    throw new InvalidConfigurationError(
      source,
      document.errors.map((error) => error.message),
    );
  const faults: string[] = [];
  const filled = fillFromEnvironment(document.toJS() ?? {}, environment, '', faults);
  const settings = plainToInstance(Settings, filled, { exposeDefaultValues: true });
  fillCurrencies(settings);
  const errors = validateSync(settings, { whitelist: true, forbidNonWhitelisted: true });
  faults.push(...errors.flatMap((error) => describe(error, '')), ...repeatedKeys(settings));
  if (faults.length > 0) throw new InvalidConfigurationError(source, faults);
  return settings;
}

/** What is no list is told as a fault later. */
function fillCurrencies({ groups }: Settings): void {
  for (const { dealerships } of Array.isArray(groups) ? groups : []) {
    for (const dealership of Array.isArray(dealerships) ? dealerships : []) {
      const usual = usualCurrency(dealership.country);
      if (dealership.currency === undefined && usual) dealership.currency = usual;
    }
  }
}

function fillFromEnvironment(
  value: unknown,
  environment: NodeJS.ProcessEnv,
  path: string,
  faults: string[],
): unknown {
  if (typeof value === 'string')
    return value.replace(/\$\{([A-Z0-9_]+)\}/g, (_, name: string) => {
      const found = environment[name];
      if (found === undefined) faults.push(`${path}: set the environment variable ${name}`);
      return found ?? '';
    });
  if (Array.isArray(value))
    return value.map((item, i) => fillFromEnvironment(item, environment, `${path}[${i}]`, faults));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      fillFromEnvironment(inner, environment, path ? `${path}.${key}` : key, faults),
    ]),
  );
}

function describe(error: ValidationError, above: string): string[] {
  const isIndex = /^\d+$/.test(error.property);
  const path = isIndex
    ? `${above}[${error.property}]`
    : [above, error.property].filter(Boolean).join('.');
  return [
    ...Object.values(error.constraints ?? {}).map((message) => `${path}: ${message}`),
    ...(error.children ?? []).flatMap((child) => describe(child, path)),
  ];
}

function repeatedKeys(settings: Settings): string[] {
  const seen = new Set<string>();
  const keys = (settings.groups ?? []).flatMap((group) => [
    group.key,
    ...(group.dealerships ?? []).map((dealership) => dealership.key),
  ]);
  return keys.flatMap((key) => {
    if (seen.has(key)) return [`${key}: two groups or dealerships share this key; keys are unique`];
    seen.add(key);
    return [];
  });
}
