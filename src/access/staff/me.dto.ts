import { IsString, MaxLength } from 'class-validator';
import type { SessionView } from './staff-sessions.js';

export class ChangePasswordDto {
  /** The password until now. */
  @IsString()
  @MaxLength(256)
  current: string;

  /** The one from now on: 10 characters or more. */
  @IsString()
  @MaxLength(256)
  next: string;
}

export class MySessionDto implements SessionView {
  /** Our identifier of the session. */
  id: string;
  /** The browser, such as "Chrome on Android". */
  client: string;
  /** When it was signed in. */
  createdAt: Date;
  /** When it was used last, to the minute. */
  lastSeenAt: Date;
  /** When it ends at the latest. */
  expiresAt: Date;
  /** true: the one that asks. */
  current: boolean;
}

export class SecondFactorDto {
  /** Whether a code is asked for at sign-in. */
  on: boolean;
}

export class SecondFactorStartDto {
  /** For an authenticator app (an `otpauth:` URI, shown as a picture to scan). Shown this once. */
  uri: string;
  /** The secret in it, to be typed where nothing can be scanned. */
  secret: string;
}

export class SecondFactorCodeDto {
  /** Six digits of the app, or a recovery code. */
  @IsString()
  @MaxLength(40)
  code: string;
}

export class RecoveryCodesDto {
  /** Each works once instead of the app. Shown this once. */
  recoveryCodes: string[];
}
