import type { EntityManager } from 'typeorm';
import type { PreviousLeadDto, VehicleStoryDto } from './lead-background.dto.js';

const MOST_PRICES = 12;
const MOST_ALTERNATIVES = 4;
const MOST_PREVIOUS = 6;

/** Year, make, model and trim in one line; NULL where none is known. */
export const LINE = `nullif(concat_ws(' ', vehicle.year, vehicle.make, vehicle.model, vehicle.trim), '')`;

const DAYS_ON_LOT = `greatest(0, extract(day FROM coalesce(vehicle.sold_at, $2) - vehicle.listed_at))::int`;

/** What became of the vehicle asked about. @returns null where it is none of the stock. */
export async function vehicleStory(
  manager: EntityManager,
  leadId: string,
  now: Date,
): Promise<Pick<VehicleStoryDto, keyof VehicleStoryDto> | null> {
  const [story] = await manager.query<Pick<VehicleStoryDto, keyof VehicleStoryDto>[]>(
    `SELECT vehicle.stock_number AS "stockNumber", vehicle.odometer_km AS "odometerKm",
       ${DAYS_ON_LOT} AS "daysOnLot", vehicle.sold_at AS "soldAt",
       (SELECT coalesce(jsonb_agg(jsonb_build_object('at', effective_at, 'price', amount)
                                  ORDER BY effective_at), '[]')
        FROM (SELECT effective_at, amount FROM vehicle_price
              WHERE vehicle_id = vehicle.id AND effective_at <= $2
              ORDER BY effective_at DESC LIMIT ${MOST_PRICES}) AS asked) AS prices
     FROM lead JOIN vehicle ON vehicle.id = lead.vehicle_id WHERE lead.id = $1`,
    [leadId, now],
  );
  if (!story) return null;
  const alternatives = story.soldAt ? await alternativesTo(manager, leadId, now) : [];
  return { ...story, alternatives };
}

/** In stock, of the same make and model or else the same body, nearest in price first. */
function alternativesTo(
  manager: EntityManager,
  leadId: string,
  now: Date,
): Promise<VehicleStoryDto['alternatives']> {
  return manager.query(
    `WITH wanted AS (
       SELECT vehicle.*, (SELECT amount FROM vehicle_price WHERE vehicle_id = vehicle.id
                          ORDER BY effective_at DESC LIMIT 1) AS asked
       FROM lead JOIN vehicle ON vehicle.id = lead.vehicle_id WHERE lead.id = $1
     )
     SELECT ${LINE} AS line, vehicle.stock_number AS "stockNumber", price.amount::float8 AS price,
       ${DAYS_ON_LOT} AS "daysOnLot"
     FROM wanted JOIN vehicle ON vehicle.id <> wanted.id AND vehicle.sold_at IS NULL
       AND ((vehicle.make = wanted.make AND vehicle.model = wanted.model) OR vehicle.body = wanted.body)
     LEFT JOIN LATERAL (SELECT amount FROM vehicle_price
       WHERE vehicle_id = vehicle.id AND effective_at <= $2
       ORDER BY effective_at DESC LIMIT 1) AS price ON true
     WHERE vehicle.listed_at IS NULL OR vehicle.listed_at <= $2
     ORDER BY (vehicle.make = wanted.make AND vehicle.model = wanted.model) DESC NULLS LAST,
       abs(price.amount - wanted.asked) NULLS LAST, vehicle.id
     LIMIT ${MOST_ALTERNATIVES}`,
    [leadId, now],
  );
}

/** Other leads of the same person, whichever of the CRM's rows the person goes by. */
export function previousLeads(manager: EntityManager, leadId: string): Promise<PreviousLeadDto[]> {
  return manager.query(
    `WITH shown AS (
       SELECT lead.id, coalesce(customer.merged_into, customer.id) AS person
       FROM lead JOIN customer ON customer.id = lead.customer_id WHERE lead.id = $1
     ), rows AS (
       SELECT customer.id FROM shown JOIN customer
       ON customer.id = shown.person OR customer.merged_into = shown.person
     )
     SELECT lead.id AS "leadId", lead.arrived_at AS "arrivedAt", lead.outcome,
       coalesce(${LINE}, nullif(concat_ws(' ', lead.vehicle_interest ->> 'year',
         lead.vehicle_interest ->> 'make', lead.vehicle_interest ->> 'model'), '')) AS line
     FROM lead LEFT JOIN vehicle ON vehicle.id = lead.vehicle_id
     WHERE lead.customer_id IN (SELECT id FROM rows) AND lead.id <> $1
       AND lead.outcome <> 'EXCLUDED'
     ORDER BY lead.arrived_at DESC LIMIT ${MOST_PREVIOUS}`,
    [leadId],
  );
}
