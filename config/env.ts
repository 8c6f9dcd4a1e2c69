import 'reflect-metadata';
import { plainToInstance, Transform, Type } from 'class-transformer';
import {
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Max,
  Min,
  MinLength,
  validateSync,
} from 'class-validator';

export type Role = 'all' | 'api' | 'worker';

const list = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string'
    ? value
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean)
    : value;

/** Simplest first: of two that do equally well the earlier is preferred. */
const CONTESTED_FAMILIES = ['logistic', 'forest', 'ensemble-net', 'blend'];

/** Every environment variable there is. Injected as it stands; nothing else reads process.env. */
export class Env {
  /** What this process does: everything, only HTTP, or only jobs and schedules. */
  @IsIn(['all', 'api', 'worker'])
  ROLE: Role = 'all';

  @IsString()
  HOST = '127.0.0.1';

  /** 0 takes any free port. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  PORT = 3000;

  /** Where leads may be mailed to us; unset: nowhere. 0 takes any free port. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  SMTP_PORT?: number;

  /** Where the mail door listens; unset: where HTTP does. */
  @IsOptional()
  @IsString()
  SMTP_HOST?: string;

  /** PEM files of a certificate and its key, so that mail may come encrypted (STARTTLS). Both or neither. */
  @IsOptional()
  @IsString()
  SMTP_TLS_CERT?: string;

  @IsOptional()
  @IsString()
  SMTP_TLS_KEY?: string;

  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  SMTP_MAX_CONNECTIONS = 50;

  /** A PostgreSQL 15+ server. Unset: an embedded one is started in DATA_DIR. */
  @IsOptional()
  @IsUrl({ protocols: ['postgres', 'postgresql'], require_tld: false })
  DATABASE_URL?: string;

  @Type(() => Number)
  @IsInt()
  @Min(2)
  @Max(200)
  DATABASE_POOL_SIZE = 10;

  /** Behind PgBouncer in transaction mode set this to false: jobs are then found by polling alone. */
  @IsIn(['true', 'false'])
  DATABASE_LISTEN: 'true' | 'false' = 'true';

  /** Holds the embedded server, and the secret key where SECRET_KEY is unset. */
  @IsString()
  DATA_DIR = '.data';

  /** 32+ characters that seal personal data and CRM secrets. Lost key, lost data: back it up. */
  @IsOptional()
  @IsString()
  @MinLength(32)
  SECRET_KEY?: string;

  /** The key before SECRET_KEY: still opens, seals nothing. To be removed after `reseal`. */
  @IsOptional()
  @IsString()
  @MinLength(32)
  SECRET_KEY_PREVIOUS?: string;

  @IsString()
  SETTINGS_FILE = 'config/settings.yaml';

  @IsIn(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
  LOG_LEVEL = 'info';

  /** Private or loopback hosts that CRM connections may still call, comma-separated. */
  @Transform(list)
  @IsArray()
  @IsString({ each: true })
  OUTBOUND_ALLOW: string[] = [];

  /**
   * Families of models that compete each night, comma-separated. The GAM, `logistic`, always does; a
   * small machine may leave out the others, which take minutes.
   */
  @Transform(list)
  @IsArray()
  @IsIn(CONTESTED_FAMILIES, { each: true })
  MODEL_FAMILIES: string[] = [...CONTESTED_FAMILIES];

  /** What is served to the outside, for links and webhook signatures. */
  @IsOptional()
  @IsUrl({ require_tld: false })
  PUBLIC_URL?: string;

  /** A session ends so many hours after signing in … */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(720)
  SESSION_HOURS = 12;

  /** … and earlier when no desk asked anything with it for so many minutes. */
  @Type(() => Number)
  @IsInt()
  @Min(5)
  @Max(43_200)
  SESSION_IDLE_MINUTES = 240;

  /** An OpenID Connect provider that staff sign in with; needs PUBLIC_URL and OIDC_CLIENT_ID. */
  @IsOptional()
  @IsUrl({ require_tld: false })
  OIDC_ISSUER?: string;

  @IsOptional()
  @IsString()
  OIDC_CLIENT_ID?: string;

  /** Absent for a public client, which PKCE alone protects. */
  @IsOptional()
  @IsString()
  OIDC_CLIENT_SECRET?: string;

  /** What the button says: "Sign in with …". */
  @IsString()
  OIDC_NAME = 'single sign-on';

  /** 'true' where TLS ends before this process, so that session cookies are sent over HTTPS only; an https PUBLIC_URL says so too. */
  @IsIn(['true', 'false'])
  SECURE_COOKIES: 'true' | 'false' = 'false';
}

/** Thrown at start with every fault at once. */
export class InvalidConfigurationError extends Error {
  constructor(source: string, faults: string[]) {
    super(`${source} cannot be used:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'InvalidConfigurationError';
  }
}

/** @throws InvalidConfigurationError naming every variable that is wrong and what it takes. */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const known = Object.keys(new Env());
  const optional = [
    'DATABASE_URL',
    'SECRET_KEY',
    'SECRET_KEY_PREVIOUS',
    'PUBLIC_URL',
    'SMTP_PORT',
    'SMTP_HOST',
    'SMTP_TLS_CERT',
    'SMTP_TLS_KEY',
    'OIDC_ISSUER',
    'OIDC_CLIENT_ID',
    'OIDC_CLIENT_SECRET',
  ];
  const given = Object.fromEntries(
    [...known, ...optional].flatMap((name) => {
      const value = source[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  const env = plainToInstance(Env, given, { exposeDefaultValues: true });
  const faults = validateSync(env).flatMap((error) => Object.values(error.constraints ?? {}));
  if ((env.SMTP_TLS_CERT === undefined) !== (env.SMTP_TLS_KEY === undefined))
    faults.push('SMTP_TLS_CERT and SMTP_TLS_KEY belong together: set both or neither');
  if (env.SECRET_KEY_PREVIOUS && !env.SECRET_KEY)
    faults.push('SECRET_KEY_PREVIOUS needs SECRET_KEY beside it: the new key');
  if (env.SECRET_KEY_PREVIOUS && env.SECRET_KEY_PREVIOUS === env.SECRET_KEY)
    faults.push('SECRET_KEY_PREVIOUS is SECRET_KEY itself: name the key before, or leave it out');
  if (env.OIDC_ISSUER && (!env.OIDC_CLIENT_ID || !env.PUBLIC_URL))
    faults.push('OIDC_ISSUER needs OIDC_CLIENT_ID and PUBLIC_URL beside it');
  if (faults.length > 0) throw new InvalidConfigurationError('The environment', faults);
  return env;
}
