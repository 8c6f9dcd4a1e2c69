import {
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsOptional,
  IsString,
  Length,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { IsPlainText } from '#platform';
import { STAFF_ROLES, type StaffRole } from '../principal.js';

export class StaffChangeDto {
  /** As they are called. */
  @IsOptional()
  @IsPlainText()
  @Length(1, 100)
  name?: string;

  /** rep: own leads · manager: the store's · admin: everything · auditor: reads only. */
  @IsOptional()
  @IsIn(STAFF_ROLES)
  role?: StaffRole;

  /** Keys of the rooftops they work at; null: every rooftop of the group. */
  @IsOptional()
  @ValidateIf(({ dealerships }: StaffChangeDto) => dealerships !== null)
  @IsArray()
  @IsString({ each: true })
  dealerships?: string[] | null;

  /** As the CRM writes their name, so that leads it gives them are theirs here. */
  @IsOptional()
  @IsPlainText()
  @Length(1, 100)
  crmName?: string;

  /** true: they left, and are signed out everywhere; false: they are back. */
  @IsOptional()
  @IsBoolean()
  disabled?: boolean;
}

export class InviteStaffDto {
  /** What they sign in with. */
  @IsEmail()
  @IsPlainText()
  @MaxLength(254)
  email: string;

  /** As they are called. */
  @IsPlainText()
  @Length(1, 100)
  name: string;

  /** rep: own leads · manager: the store's · admin: everything · auditor: reads only. */
  @IsIn(STAFF_ROLES)
  role: StaffRole;

  /** Keys of the rooftops they work at; null: every rooftop of the group. */
  @ValidateIf(({ dealerships }: InviteStaffDto) => dealerships !== null)
  @IsArray()
  @IsString({ each: true })
  dealerships: string[] | null;

  /** As the CRM writes their name; where it is not given, as they are called here. */
  @IsOptional()
  @IsPlainText()
  @Length(1, 100)
  crmName?: string;
}

export class StaffMemberDto {
  /** Our identifier of the member of staff. */
  id: string;
  /** As they are called. */
  name: string;
  /** What they sign in with. */
  email: string;
  /** rep, manager, admin or auditor. */
  role: StaffRole;
  /** Keys of the rooftops they work at; null: every rooftop of the group. */
  dealerships: string[] | null;
  /** As the CRM writes their name. */
  crmName: string | null;
  /** Whether a code is asked for when they sign in. */
  secondFactor: boolean;
  /** Whether they sign in with the group's provider. */
  singleSignOn: boolean;
  /** true: invited, and never signed in. */
  invited: boolean;
  /** When they signed in last. */
  lastSignedInAt: Date | null;
  /** Since when they are gone; null: they are not. */
  disabledAt: Date | null;
}

export class StaffLinkDto {
  /** To be handed over: whoever opens it sets the account's password, once. */
  link: string;
  /** Until when it works. */
  expiresAt: Date;
}

export class InvitedDto extends StaffLinkDto {
  /** Our identifier of the member of staff. */
  id: string;
}
