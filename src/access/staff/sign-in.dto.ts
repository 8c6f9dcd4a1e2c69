import { Transform, type TransformFnParams } from 'class-transformer';
import { IsEmail, IsOptional, IsString, MaxLength } from 'class-validator';

export class SignInDto {
  /** The account's e-mail. */
  // The check itself fails on half a surrogate pair.
  @Transform(({ value }: TransformFnParams): unknown =>
    typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '\uFFFD') : value,
  )
  @IsEmail()
  @MaxLength(254)
  email: string;

  /** Its password. */
  @IsString()
  @MaxLength(256)
  password: string;

  /** The authenticator app's code, or a recovery code, where the account has a second factor. */
  @IsOptional()
  @IsString()
  @MaxLength(40)
  code?: string;
}

export class UseLinkDto {
  /** From the link an admin handed over: what stands after its #. */
  @IsString()
  @MaxLength(100)
  token: string;

  /** The account's password from now on: 10 characters or more. */
  @IsString()
  @MaxLength(256)
  password: string;
}

export class SignInOptionsDto {
  /** Whether e-mail and password are asked for. */
  password: boolean;
  /** What the provider is called that GET /v1/session/oidc leads to; null: there is none. */
  singleSignOn: string | null;
}

export class DealershipDto {
  /** Our identifier of the rooftop. */
  id: string;
  /** For the header X-Dealership. */
  key: string;
  /** As people call it. */
  name: string;
  /** IANA time zone of the rooftop. */
  timeZone: string;
  /** ISO 4217. */
  currency: string;
  /** true: people, vehicles and outcomes here are the simulator's. */
  simulated: boolean;
  /** Minutes within which this rooftop promises a first human answer. */
  responsePromiseMinutes: number;
}

export class MeDto {
  /** Our identifier of the member of staff; absent for API keys. */
  staffId?: string;
  /** Absent for API keys. */
  name?: string;
  /** 'rep', 'manager', 'admin', 'auditor' or 'key'. */
  role: string;
  /** What the caller may do: intake, read, score, admin. */
  scopes: string[];
  /** true: acts for every rooftop of the group, and for what is the group's own, such as its model. */
  wholeGroup: boolean;
  /** The rooftops the caller acts for. */
  dealerships: DealershipDto[];
}
