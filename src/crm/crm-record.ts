/**
 * What an outside system said, laid out in one shape but not yet believed: every leaf is as it
 * arrived (text, number, boolean), and cleaning it is ingestion's work. A dialect only says
 * *where* a value stands in its payload, never what a good value looks like.
 */
export type Said = string | number | boolean | null | undefined;

export interface SaidCustomer {
  externalId?: Said;
  updatedAt?: Said;
  name?: { first?: Said; last?: Said; full?: Said; business?: Said };
  email?: Said;
  phones?: Said[];
  preferredContact?: Said;
  postalCode?: Said;
  country?: Said;
  /** Kilometres between the customer and the rooftop, where the CRM knows it. */
  distanceKm?: Said;
}

export interface SaidVehicle {
  externalId?: Said;
  updatedAt?: Said;
  vin?: Said;
  stockNumber?: Said;
  year?: Said;
  make?: Said;
  model?: Said;
  trim?: Said;
  body?: Said;
  condition?: Said;
  odometer?: { value?: Said; unit?: Said };
  price?: { amount?: Said; currency?: Said };
  priceHistory?: { amount?: Said; at?: Said }[];
  listedAt?: Said;
  soldAt?: Said;
}

export interface SaidLead {
  externalId?: Said;
  updatedAt?: Said;
  arrivedAt?: Said;
  source?: Said;
  channel?: Said;
  leadType?: Said;
  message?: Said;
  status?: Said;
  statusReason?: Said;
  statusAt?: Said;
  assignedTo?: Said;
  /** References to records pulled on their own … */
  customerExternalId?: Said;
  vehicleExternalId?: Said;
  /** … or the record itself, carried inside the lead. */
  customer?: SaidCustomer;
  vehicle?: SaidVehicle;
  tradeIn?: SaidVehicle;
  /** The CRM's own fields, by name. */
  custom?: Record<string, Said>;
  deleted?: Said;
}

export interface SaidActivity {
  externalId?: Said;
  updatedAt?: Said;
  leadExternalId?: Said;
  kind?: Said;
  direction?: Said;
  automatic?: Said;
  occurredAt?: Said;
}

/** One record of the outside system. `payload` is kept whole for quarantine and replay. */
export type CrmRecord =
  | { kind: 'customer'; payload: unknown; said: SaidCustomer }
  | { kind: 'vehicle'; payload: unknown; said: SaidVehicle }
  | { kind: 'lead'; payload: unknown; said: SaidLead }
  | { kind: 'activity'; payload: unknown; said: SaidActivity }
  /** The dialect itself could not read it (broken row, wrong encoding): straight to quarantine. */
  | { kind: 'unreadable'; payload: unknown; refusal: Refusal };

export type RecordKind = 'customer' | 'vehicle' | 'lead' | 'activity';

/** Why a payload was refused: the field, the class of value (never the value) and what to do. */
export interface Refusal {
  reason: string;
  field?: string;
  fix: string;
  /** The system's own word that was not understood, where it can be nobody's data. */
  about?: string;
}
