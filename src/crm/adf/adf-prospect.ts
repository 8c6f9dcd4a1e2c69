export interface AdfExternalId {
  source?: string;
  value: string;
}

export interface AdfCustomer {
  first?: string;
  last?: string;
  full?: string;
  business?: string;
  email?: string;
  /** E.164, in document order, without fax numbers, extensions and repeats. */
  phonesE164: string[];
  preferredContact?: 'phone' | 'email';
  postalCode?: string;
}

export interface AdfVehicle {
  /** Lower case; `buy` where the document says nothing (the default of the format). */
  interest: string;
  /** Lower case; absent where the document says nothing, for "new" is the wrong guess for a used listing. */
  status?: string;
  year?: number;
  make?: string;
  model?: string;
  trim?: string;
  vin?: string;
  stock?: string;
  odometer?: { value: number; unit?: 'mi' | 'km' };
  price?: { amount: number; currency?: string; type?: string };
}

/** One prospect of an ADF document, as its sender meant it. Absent fields were absent or unreadable. */
export interface AdfProspect {
  externalIds: AdfExternalId[];
  /** `new`, `resend` or the sender's own word, lower case. */
  status?: string;
  /** ISO 8601 instant in UTC, where the document names a zone … */
  requestedAt?: string;
  /** … and ISO 8601 local time where it names none. At most one of the two is present. */
  requestedAtLocal?: string;
  customer: AdfCustomer;
  vehicles: AdfVehicle[];
  vendor: { name?: string; id?: string };
  provider: { name?: string; service?: string };
  comments?: string;
}

export type AdfRefusalReason = 'not-xml' | 'no-prospect' | 'doctype' | 'too-large' | 'truncated';

/** Why a document was not read. Message and fix never quote the document. */
export interface AdfRefusal {
  accepted: false;
  reason: AdfRefusalReason;
  message: string;
  fix: string;
}

export interface AdfAccepted {
  accepted: true;
  prospects: AdfProspect[];
  /** Set when the document broke off inside a further prospect, which is not among `prospects`. */
  incomplete?: AdfRefusal;
}

export type AdfReading = AdfAccepted | AdfRefusal;

/** Bounds on the work one document may cause; every one of them ends in `too-large`. */
export interface AdfLimits {
  maxBytes: number;
  maxDepth: number;
  /** Start and end tags together, those outside the ADF document included. */
  maxTags: number;
  /** Characters between the `<` and `>` of one tag. */
  maxTagLength: number;
  maxProspects: number;
}

export const DEFAULT_ADF_LIMITS: AdfLimits = {
  maxBytes: 1.25 * 1024 * 1024,
  maxDepth: 64,
  maxTags: 60_000,
  maxTagLength: 16_384,
  maxProspects: 500,
};

/** A mail carries the document in a transfer encoding, twice as often as not, and with talk around it. */
export const mostMailBytes = ({ maxBytes }: AdfLimits): number => 2 * maxBytes;
