import { IsBoolean, IsIn } from 'class-validator';
import { CONTACT_WAYS, type ContactWay } from './contact-ways.js';

export class ContactWishDto {
  /** The way it is about. */
  @IsIn(CONTACT_WAYS)
  way: ContactWay;

  /** false: the customer does not want it. */
  @IsBoolean()
  allowed: boolean;
}
