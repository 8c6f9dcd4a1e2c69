import { Type } from 'class-transformer';
import { IsObject, IsOptional, ValidateNested } from 'class-validator';
import { IsSaid } from './said.decorator.js';

/** The person behind the lead. */
export class PostedCustomerDto {
  /** Your own identifier of this person, where you have one. */
  @IsOptional()
  @IsSaid()
  id?: string;

  /** Given name. */
  @IsOptional()
  @IsSaid()
  firstName?: string;

  /** Family name. */
  @IsOptional()
  @IsSaid()
  lastName?: string;

  /** The whole name, where it is not split. */
  @IsOptional()
  @IsSaid()
  name?: string;

  /** E-mail address. */
  @IsOptional()
  @IsSaid()
  email?: string;

  /** With area code; best in E.164, such as +12125550142. */
  @IsOptional()
  @IsSaid()
  phone?: string;

  /** `phone` or `email`. */
  @IsOptional()
  @IsSaid()
  preferredContact?: string;

  /** Postal code of the home address. */
  @IsOptional()
  @IsSaid()
  postalCode?: string;

  /** ISO 3166 alpha-2; the dealership's when left out. */
  @IsOptional()
  @IsSaid()
  country?: string;

  /** Kilometres between the person and the rooftop. */
  @IsOptional()
  @IsSaid()
  distanceKm?: number;
}

/** A vehicle as the lead tells of it. */
export class PostedVehicleDto {
  /** Your own identifier of the vehicle in stock. */
  @IsOptional()
  @IsSaid()
  id?: string;

  /** Vehicle identification number, 17 characters. */
  @IsOptional()
  @IsSaid()
  vin?: string;

  /** Number under which it stands in stock. */
  @IsOptional()
  @IsSaid()
  stockNumber?: string;

  /** Model year, four digits. */
  @IsOptional()
  @IsSaid()
  year?: number;

  /** Such as `Toyota`. */
  @IsOptional()
  @IsSaid()
  make?: string;

  /** Such as `RAV4`. */
  @IsOptional()
  @IsSaid()
  model?: string;

  /** Such as `XLE`. */
  @IsOptional()
  @IsSaid()
  trim?: string;

  /** Such as `SUV`. */
  @IsOptional()
  @IsSaid()
  body?: string;

  /** `new`, `used` or `certified`. */
  @IsOptional()
  @IsSaid()
  condition?: string;

  /** In the dealership's own unit unless `odometerUnit` says otherwise. */
  @IsOptional()
  @IsSaid()
  odometer?: number;

  /** `mi` or `km`. */
  @IsOptional()
  @IsSaid()
  odometerUnit?: string;

  /** Asking price. */
  @IsOptional()
  @IsSaid()
  price?: number;

  /** ISO 4217. */
  @IsOptional()
  @IsSaid()
  currency?: string;

  /** When it was listed, ISO 8601. */
  @IsOptional()
  @IsSaid()
  listedAt?: string;
}

/** One lead. Only what you know need be sent. */
export class PostedLeadDto {
  /** Your own identifier; the same one again updates the lead. Left out, the Idempotency-Key or the content stands for it. */
  @IsOptional()
  @IsSaid()
  id?: string;

  /** When the lead arrived, ISO 8601 with offset; now when left out. */
  @IsOptional()
  @IsSaid()
  arrivedAt?: string;

  /** When you last changed it; of two updates the later one wins, whichever comes last. */
  @IsOptional()
  @IsSaid()
  updatedAt?: string;

  /** Where it came from, such as `facebook-marketplace`. */
  @IsOptional()
  @IsSaid()
  source?: string;

  /** How it came, such as `messenger`. */
  @IsOptional()
  @IsSaid()
  channel?: string;

  /** `service`, `parts` and `test` leads are kept but never scored. */
  @IsOptional()
  @IsSaid()
  leadType?: string;

  /** What the person wrote. */
  @IsOptional()
  @IsSaid()
  message?: string;

  /** `OPEN`, `WON`, `LOST`, `STALE`, or a word the connection maps to one of these. */
  @IsOptional()
  @IsSaid()
  status?: string;

  /** Why, in your own words: `bought elsewhere`. */
  @IsOptional()
  @IsSaid()
  statusReason?: string;

  /** When the status became so, ISO 8601. */
  @IsOptional()
  @IsSaid()
  statusAt?: string;

  /** The salesperson it is assigned to. */
  @IsOptional()
  @IsSaid()
  assignedTo?: string;

  /** The person behind the lead. */
  @IsOptional()
  @ValidateNested()
  @Type(() => PostedCustomerDto)
  customer?: PostedCustomerDto;

  /** The vehicle asked about. */
  @IsOptional()
  @ValidateNested()
  @Type(() => PostedVehicleDto)
  vehicle?: PostedVehicleDto;

  /** The vehicle offered in part payment. */
  @IsOptional()
  @ValidateNested()
  @Type(() => PostedVehicleDto)
  tradeIn?: PostedVehicleDto;

  /** Fields of your own, by name; they become features by themselves. */
  @IsOptional()
  @IsObject()
  custom?: Record<string, string | number | boolean | null>;
}
