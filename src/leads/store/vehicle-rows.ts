import type { EntityManager } from 'typeorm';
import type { Vault } from '#access';
import type { StandardVehicle } from '../standard-record.js';
import type { MergePlan } from './merging.js';
import { newId } from './new-id.js';
import { ask } from './asking.js';
import { lookUp, stage, type StagedColumns, type StagedRow } from './staging.js';

export const VEHICLE_PLAN: MergePlan = {
  table: 'vehicle',
  columns: {
    id: 'uuid',
    connection_id: 'uuid',
    external_id: 'text',
    source_version: 'bigint',
    content_hash: 'bytea',
    vin: 'text',
    stock_number: 'text',
    year: 'smallint',
    make: 'text',
    model: 'text',
    trim: 'text',
    body: 'text',
    condition: 'text',
    odometer_km: 'integer',
    currency: 'text',
    listed_at: 'timestamptz',
    sold_at: 'timestamptz',
  },
};

export function vehicleRow(
  vehicle: StandardVehicle,
  dealershipId: string,
  vault: Vault,
  now: Date,
): StagedRow {
  const content = [
    vehicle.vin,
    vehicle.stockNumber,
    vehicle.year,
    vehicle.make,
    vehicle.model,
    vehicle.trim,
    vehicle.body,
    vehicle.condition,
    vehicle.odometerKm,
    vehicle.currency,
    vehicle.listedAt,
    vehicle.soldAt,
  ];
  const hash = vault.matchHash(dealershipId, JSON.stringify(content));
  return [
    newId(now),
    vehicle.connectionId,
    vehicle.externalId,
    vehicle.sourceVersion,
    hash,
    ...content,
  ];
}

const PRICE_COLUMNS: StagedColumns = {
  connection_id: 'uuid',
  external_id: 'text',
  effective_at: 'timestamptz',
  amount: 'numeric(12, 2)',
  said_last: 'integer',
};

/**
 * Adds dated prices; each is a fact on its own, so an older version of a vehicle may still tell one.
 * A price equal to the one before it is no change and is not stored.
 *
 * @returns ids of vehicles with a price they did not have.
 */
export async function mergePrices(
  manager: EntityManager,
  dealershipId: string,
  vehicles: readonly StandardVehicle[],
  few: boolean,
): Promise<string[]> {
  const rows = vehicles.flatMap(({ connectionId, externalId, prices }, at) =>
    prices.map((price): StagedRow => [connectionId, externalId, price.at, price.amount, at]),
  );
  if (rows.length === 0) return [];
  const source = await stage(manager, 'staged_price', PRICE_COLUMNS, {
    records: rows,
    row: (row) => row,
    few,
  });
  const sql = `WITH said AS (
       SELECT DISTINCT ON (v.id, s.effective_at) v.id, s.effective_at, s.amount
       FROM ${source.sql} ${lookUp(source.few, 'vehicle', 'v', 'v.dealership_id = $1 AND v.connection_id = s.connection_id AND v.external_id = s.external_id')}
       WHERE v.id IS NOT NULL ORDER BY v.id, s.effective_at, s.said_last DESC
     ), stepped AS (
       SELECT said.*, lag(amount) OVER (PARTITION BY id ORDER BY effective_at) AS said_before FROM said
     )
     INSERT INTO vehicle_price (dealership_id, vehicle_id, effective_at, amount)
     SELECT $1, n.id, n.effective_at, n.amount FROM stepped n
     WHERE n.amount IS DISTINCT FROM coalesce(n.said_before, (
       SELECT p.amount FROM vehicle_price p
       WHERE p.dealership_id = $1 AND p.vehicle_id = n.id AND p.effective_at <= n.effective_at
       ORDER BY p.effective_at DESC LIMIT 1))
     ON CONFLICT (dealership_id, vehicle_id, effective_at) DO UPDATE SET amount = excluded.amount
       WHERE vehicle_price.amount <> excluded.amount
     RETURNING vehicle_id`;
  const changed = await ask<{ vehicle_id: string }>(manager, { sql, repeats: source.few }, [
    dealershipId,
    ...source.params,
  ]);
  return [...new Set(changed.map((row) => row.vehicle_id))];
}
