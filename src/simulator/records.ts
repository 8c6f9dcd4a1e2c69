/** The payloads of the simulated CRM, exactly as they travel over HTTP. All instants are ISO 8601 UTC text. */
export type RecordKind = 'customers' | 'vehicles' | 'leads' | 'interactions';

export const RECORD_KINDS: readonly RecordKind[] = [
  'customers',
  'vehicles',
  'leads',
  'interactions',
];

export interface CrmCustomer {
  id: string;
  updated_at: string;
  created_at: string;
  first_name: string;
  last_name: string;
  email: string | null;
  phones: string[];
  zip: string | null;
  preferred_contact: 'phone' | 'email' | 'text' | null;
  distance_miles: number | null;
}

export interface CrmVehicle {
  id: string;
  updated_at: string;
  vin: string;
  stock: string;
  year: number;
  make: string;
  model: string;
  trim: string;
  body: string;
  condition: 'used' | 'certified';
  /** A number, except where somebody typed "34,5k". */
  odometer_miles: number | string;
  /** US dollars; a number, except where somebody typed "call". */
  price: number | string;
  currency: 'USD';
  price_history: { price: number; at: string }[];
  listed_at: string;
  sold_at: string | null;
}

export interface CrmVehicleInterest {
  year: number;
  make: string;
  model: string;
  trim: string;
  stock: string | null;
  price: number | string | null;
}

export interface CrmTradeIn {
  year: number;
  make: string;
  model: string;
  odometer_miles: number;
}

export type CustomFields = Record<string, string | number | boolean | null>;

export interface CrmLead {
  id: string;
  updated_at: string;
  created_at: string;
  source: string;
  channel: string;
  lead_type: 'sales' | 'service' | 'parts';
  message: string | null;
  status: string;
  status_reason: string | null;
  status_changed_at: string;
  assigned_to: string | null;
  customer_id: string;
  vehicle_id: string | null;
  vehicle_interest: CrmVehicleInterest | null;
  trade_in: CrmTradeIn | null;
  custom_fields: CustomFields;
  deleted: boolean;
}

export type InteractionType =
  | 'message'
  | 'call'
  | 'text'
  | 'email'
  | 'appointment'
  | 'visit'
  | 'test_drive'
  | 'quote'
  | 'note';

export interface CrmInteraction {
  id: string;
  updated_at: string;
  lead_id: string;
  type: InteractionType;
  direction: 'in' | 'out' | 'internal';
  automated: boolean;
  occurred_at: string;
}

export interface RecordOf {
  customers: CrmCustomer;
  vehicles: CrmVehicle;
  leads: CrmLead;
  interactions: CrmInteraction;
}

export type CrmRecord = RecordOf[RecordKind];
