import { readFileSync } from 'node:fs';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { parseDocument } from 'yaml';
import { usualCurrency } from './currencies.js';
import { InvalidConfigurationError } from './env.js';
import { Settings } from './settings.js';

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
