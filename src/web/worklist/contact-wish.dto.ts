import { IsBoolean, IsIn, IsNotEmpty, MaxLength, ValidateIf } from 'class-validator';
import { IsPlainText } from '#platform';
import { CONTACT_WAYS, type ContactWay } from './contact-ways.js';

export class ContactWishDto {
  /** The way it is about. */
  @IsIn(CONTACT_WAYS)
  way: ContactWay;

  /** false: the customer does not want it; true: they agreed to it. */
  @IsBoolean()
  allowed: boolean;

  /** Needed where they agreed: what they said, or the text they signed. It is kept with the time. */
  @ValidateIf(({ allowed }: ContactWishDto) => allowed)
  @IsPlainText()
  @IsNotEmpty()
  @MaxLength(500)
  words?: string;
}
