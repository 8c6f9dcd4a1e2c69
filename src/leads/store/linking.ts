import type { EntityManager } from 'typeorm';

/** Gives leads that came before their customer the customer that has now come. @returns the leads. */
export function linkCustomers(
  manager: EntityManager,
  dealershipId: string,
  customerIds: readonly string[],
): Promise<string[]> {
  if (customerIds.length === 0) return Promise.resolve([]);
  return idsOf(
    manager,
    `
    UPDATE lead l SET customer_id = c.id FROM customer c
    WHERE c.dealership_id = $1 AND c.id = ANY($2::uuid[]) AND l.dealership_id = $1
      AND l.connection_id = c.connection_id AND l.customer_external_id = c.external_id AND l.customer_id IS NULL
    RETURNING l.id`,
    [dealershipId, customerIds],
  );
}

/** Gives leads that came before their vehicle the vehicle that has now come. @returns the leads. */
export function linkVehicles(
  manager: EntityManager,
  dealershipId: string,
  vehicleIds: readonly string[],
): Promise<string[]> {
  if (vehicleIds.length === 0) return Promise.resolve([]);
  return idsOf(
    manager,
    `
    UPDATE lead l SET vehicle_id = v.id FROM vehicle v
    WHERE v.dealership_id = $1 AND v.id = ANY($2::uuid[]) AND l.dealership_id = $1
      AND l.connection_id = v.connection_id AND l.vehicle_external_id = v.external_id AND l.vehicle_id IS NULL
    RETURNING l.id`,
    [dealershipId, vehicleIds],
  );
}

async function idsOf(manager: EntityManager, update: string, params: unknown[]): Promise<string[]> {
  const rows = await manager.query<{ id: string }[]>(
    `WITH changed AS (${update}) SELECT id FROM changed`,
    params,
  );
  return rows.map((row) => row.id);
}
