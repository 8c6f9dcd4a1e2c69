/**
 * Describes the body of POST /v1/predictions for the API document. The body itself is read by
 * `readUnsavedLead`, which names every field at fault.
 */
export class UnsavedCustomerDto {
  /** personal, work, relay or disposable. */
  emailKind?: string;

  /** mobile, landline or unknown. */
  phoneKind?: string;

  /** phone or email. */
  preferredContact?: string;

  /** Kilometres between the customer and the rooftop. */
  distanceKm?: number;
}

export class UnsavedTradeInDto {
  /** Model year. */
  year?: number;

  /** Such as `Toyota`. */
  make?: string;

  /** Such as `RAV4`. */
  model?: string;

  /** Such as `XLE`. */
  trim?: string;
}

export class UnsavedVehicleDto extends UnsavedTradeInDto {
  /** Such as `SUV`. */
  body?: string;

  /** new, used or certified. */
  condition?: string;

  /** Kilometres driven. */
  odometerKm?: number;

  /** Asking price in the dealership's currency. */
  price?: number;

  /** ISO 8601 with its zone. */
  listedAt?: string;

  /** ISO 8601 with its zone; absent while it is for sale. */
  soldAt?: string;
}

export class UnsavedActivityDto {
  /** message, call, text, email, appointment, visit, test_drive, quote, note or other. */
  kind?: string;

  /** inbound, outbound or internal. */
  direction: string;

  /** human (unless said otherwise) or automatic. */
  author?: string;

  /** ISO 8601 with its zone. */
  occurredAt: string;
}

/** A lead that is only described: it is scored, and not stored. What is left out counts as unknown. */
export class UnsavedLeadDto {
  /** ISO 8601 with its zone; now where absent. */
  arrivedAt?: string;

  /** As of when to score, not in the future; now where absent. */
  cutoff?: string;

  /** Where it came from, such as `facebook-marketplace`. */
  source?: string;

  /** How it came, such as `messenger`. */
  channel?: string;

  /** The prospect's own words. Read, not stored, not logged. */
  message?: string;

  /** What is known of the person, without naming them. */
  customer?: UnsavedCustomerDto;

  /** The vehicle asked about. */
  vehicle?: UnsavedVehicleDto;

  /** The vehicle offered in part payment. */
  tradeIn?: UnsavedTradeInDto;

  /** The CRM's own fields: text, numbers, true or false. */
  custom?: Record<string, string | number | boolean>;

  /** At most 500. */
  activities?: UnsavedActivityDto[];
}
