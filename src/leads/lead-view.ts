import type { Vault } from '#access';
import type { ExcludedReason, Outcome } from './outcome.js';
import type { CustomValue, VehicleInterest } from './standard-record.js';

/** A lead as people and other rooms read it, personal fields opened. */
export interface LeadView {
  id: string;
  connectionId: string;
  /** The CRM's own key. */
  externalId: string;
  source: string | null;
  channel: string | null;
  arrivedAt: Date;
  message: string | null;
  customer: CustomerView | null;
  /** The vehicle in stock, else as the lead told of it. */
  vehicle: VehicleInterest | null;
  tradeIn: VehicleInterest | null;
  custom: Record<string, CustomValue>;
  /** As the CRM writes it. */
  assignedTo: string | null;
  /** Whoever it was assigned to here, which goes before. */
  assignedStaffId: string | null;
  outcome: Outcome;
  outcomeAt: Date | null;
  outcomeReason: string | null;
  excludedReason: ExcludedReason | null;
  duplicateOf: string | null;
  lastActivityAt: Date | null;
}

export interface CustomerView {
  id: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  preferredContact: string | null;
  distanceKm: number | null;
}

export interface LeadRow extends Omit<LeadView, 'message' | 'customer' | 'vehicle'> {
  messageSealed: Buffer | null;
  vehicleInterest: VehicleInterest | null;
  stocked: VehicleInterest | null;
  customerId: string | null;
  nameSealed: Buffer | null;
  emailSealed: Buffer | null;
  phoneSealed: Buffer | null;
  preferredContact: string | null;
  distanceKm: number | null;
  cursorAt: string;
}

/** Columns of {@link LeadRow} over `lead l`. */
export const LEAD_ROW = `
  SELECT l.id, l.connection_id AS "connectionId", l.external_id AS "externalId", l.source, l.channel,
         l.arrived_at AS "arrivedAt", l.message_sealed AS "messageSealed", l.vehicle_interest AS "vehicleInterest",
         l.trade_in AS "tradeIn", l.custom, l.assigned_to AS "assignedTo", l.assigned_staff_id AS "assignedStaffId", l.outcome, l.outcome_at AS "outcomeAt",
         l.outcome_reason AS "outcomeReason", l.excluded_reason AS "excludedReason", l.duplicate_of AS "duplicateOf",
         l.last_activity_at AS "lastActivityAt", l.arrived_at::text AS "cursorAt",
         c.id AS "customerId", c.name_sealed AS "nameSealed", c.email_sealed AS "emailSealed",
         c.phone_sealed AS "phoneSealed", c.preferred_contact AS "preferredContact", c.distance_km AS "distanceKm",
         CASE WHEN v.id IS NULL THEN NULL ELSE jsonb_strip_nulls(jsonb_build_object(
           'vin', v.vin, 'stockNumber', v.stock_number, 'year', v.year, 'make', v.make, 'model', v.model, 'trim', v.trim,
           'price', (SELECT p.amount FROM vehicle_price p WHERE p.dealership_id = l.dealership_id AND p.vehicle_id = v.id
                     ORDER BY p.effective_at DESC LIMIT 1))) END AS stocked
  FROM lead l
  LEFT JOIN customer c ON c.dealership_id = l.dealership_id AND c.id = l.customer_id
  LEFT JOIN vehicle v ON v.dealership_id = l.dealership_id AND v.id = l.vehicle_id`;

export function leadView(row: LeadRow, dealershipId: string, vault: Vault): LeadView {
  const open = (sealed: Buffer | null): string | null =>
    sealed === null ? null : vault.open(dealershipId, sealed);
  const {
    messageSealed,
    vehicleInterest,
    stocked,
    customerId,
    nameSealed,
    emailSealed,
    phoneSealed,
    preferredContact,
    distanceKm,
    cursorAt: _cursorAt,
    ...lead
  } = row;
  return {
    ...lead,
    message: open(messageSealed),
    vehicle: stocked === null ? vehicleInterest : { ...vehicleInterest, ...stocked },
    customer:
      customerId === null
        ? null
        : {
            id: customerId,
            name: open(nameSealed),
            email: open(emailSealed),
            phone: open(phoneSealed),
            preferredContact,
            distanceKm,
          },
  };
}
