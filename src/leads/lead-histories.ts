import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Directory, Vault } from '#access';
import {
  type HistoryRow,
  HISTORY_ROWS,
  LEADS_OF_PERSONS,
  type OtherLeadRow,
  STOCK,
  type StockRow,
} from './history-rows.js';
import type { DealershipMarket, LeadHistory, LeadOutcome, StockedVehicle } from './lead-history.js';
import { LeadNotFoundError } from './leads.errors.js';
import type { ActivityKind } from './standard-record.js';

/** Each is laid out in one go on the thread that also answers requests: some ten milliseconds. */
const CHUNK = 500;

/** What is known of leads, laid out for the feature builder. Every method runs inside `Tenancy.asDealership`. */
@Injectable()
export class LeadHistories {
  constructor(
    private readonly vault: Vault,
    private readonly directory: Directory,
  ) {}

  /** @throws LeadNotFoundError */
  async one(manager: EntityManager, dealershipId: string, leadId: string): Promise<LeadHistory> {
    const rows = await manager.query<HistoryRow[]>(
      `${HISTORY_ROWS} WHERE l.dealership_id = $1 AND l.id = $2`,
      [dealershipId, leadId],
    );
    const [history] = await this.#complete(manager, dealershipId, rows);
    if (!history) throw new LeadNotFoundError(leadId);
    return history;
  }

  /** Several leads at once, in no particular order; ids of no lead are left out. */
  async many(
    manager: EntityManager,
    dealershipId: string,
    leadIds: readonly string[],
  ): Promise<LeadHistory[]> {
    const rows = await manager.query<HistoryRow[]>(
      `${HISTORY_ROWS} WHERE l.dealership_id = $1 AND l.id = ANY($2::uuid[])`,
      [dealershipId, leadIds],
    );
    return this.#complete(manager, dealershipId, rows);
  }

  /** All leads that are not EXCLUDED, oldest first, in chunks of up to 500. */
  async *all(manager: EntityManager, dealershipId: string): AsyncIterable<LeadHistory[]> {
    let end = { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' };
    for (;;) {
      const rows = await manager.query<HistoryRow[]>(
        `${HISTORY_ROWS}
         WHERE l.dealership_id = $1 AND l.outcome <> 'EXCLUDED' AND (l.arrived_at, l.id) > ($2::timestamptz, $3::uuid)
         ORDER BY l.arrived_at, l.id LIMIT ${CHUNK}`,
        [dealershipId, end.at, end.id],
      );
      const last = rows.at(-1);
      if (!last) return;
      yield await this.#complete(manager, dealershipId, rows);
      if (rows.length < CHUNK) return;
      end = { at: last.cursorAt, id: last.id };
    }
  }

  /** The rooftop around its leads. @param since - Only arrivals from then on. */
  async market(
    manager: EntityManager,
    dealershipId: string,
    since?: Date,
  ): Promise<DealershipMarket> {
    const { timeZone, region } = this.directory.known(dealershipId);
    const [row] = await manager.query<[{ arrivals: number[] }]>(
      `SELECT coalesce(json_agg(floor(extract(epoch FROM arrived_at) * 1000)::bigint ORDER BY arrived_at), '[]') AS arrivals
       FROM lead WHERE dealership_id = $1 AND outcome <> 'EXCLUDED' AND arrived_at >= coalesce($2::timestamptz, '-infinity')`,
      [dealershipId, since ?? null],
    );
    const stock = await manager.query<StockRow[]>(
      `${STOCK} WHERE v.dealership_id = $1 ORDER BY v.id`,
      [dealershipId],
    );
    return {
      dealershipId,
      timeZone,
      region,
      arrivals: Float64Array.from(row.arrivals),
      stock: stock.map(stockedVehicle),
    };
  }

  /** What became of every lead that is not EXCLUDED, oldest first. */
  outcomes(manager: EntityManager, dealershipId: string): Promise<LeadOutcome[]> {
    return manager.query(
      `SELECT l.id AS "leadId", l.dealership_id AS "dealershipId", l.arrived_at AS "arrivedAt", l.outcome,
              l.outcome_at AS "outcomeAt",
              CASE WHEN l.outcome <> 'OPEN' THEN (
                SELECT s.recorded_at FROM lead_status s
                WHERE s.dealership_id = l.dealership_id AND s.lead_id = l.id AND s.outcome = l.outcome
                ORDER BY s.id DESC LIMIT 1) END AS "recordedAt"
       FROM lead l WHERE l.dealership_id = $1 AND l.outcome <> 'EXCLUDED' ORDER BY l.arrived_at, l.id`,
      [dealershipId],
    );
  }

  async #complete(
    manager: EntityManager,
    dealershipId: string,
    rows: readonly HistoryRow[],
  ): Promise<LeadHistory[]> {
    const vehicleIds = distinct(rows.map((row) => row.vehicleId));
    const persons = distinct(rows.map((row) => row.person));
    const stock =
      vehicleIds.length === 0
        ? []
        : await manager.query<StockRow[]>(
            `${STOCK} WHERE v.dealership_id = $1 AND v.id = ANY($2::uuid[])`,
            [dealershipId, vehicleIds],
          );
    const others =
      persons.length === 0
        ? []
        : await manager.query<OtherLeadRow[]>(LEADS_OF_PERSONS, [dealershipId, persons]);
    const vehicles = new Map(stock.map((row) => [row.id, stockedVehicle(row)]));
    const leadsOf = new Map<string, OtherLeadRow[]>(others.map((other) => [other.person, []]));
    for (const other of others) leadsOf.get(other.person)?.push(other);
    return rows.map((row) => this.#history(row, dealershipId, vehicles, leadsOf));
  }

  #history(
    row: HistoryRow,
    dealershipId: string,
    vehicles: Map<string, StockedVehicle>,
    leadsOf: Map<string, OtherLeadRow[]>,
  ): LeadHistory {
    return {
      lead: {
        id: row.id,
        dealershipId,
        arrivedAt: row.arrivedAt,
        source: row.source,
        channel: row.channel,
        message:
          row.messageSealed === null ? null : this.vault.open(dealershipId, row.messageSealed),
        vehicleInterest: row.vehicleInterest,
        tradeIn: row.tradeIn,
        custom: row.custom,
      },
      customer:
        row.person === null
          ? null
          : {
              emailKind: row.emailKind,
              phoneKind: row.phoneKind,
              preferredContact: row.preferredContact,
              distanceKm: row.distanceKm,
            },
      vehicle: vehicles.get(row.vehicleId ?? '') ?? null,
      activities: (row.activities ?? []).map(([kind, direction, author, at]) => ({
        kind: kind as ActivityKind,
        direction,
        author,
        occurredAt: new Date(at),
      })),
      otherLeads: (leadsOf.get(row.person ?? '') ?? []).flatMap(({ person: _person, ...other }) =>
        other.id === row.id ? [] : [other],
      ),
    };
  }
}

const distinct = (ids: readonly (string | null)[]): string[] => [
  ...new Set(ids.filter((id) => id !== null)),
];

const stockedVehicle = ({ prices, ...vehicle }: StockRow): StockedVehicle => ({
  ...vehicle,
  prices: (prices ?? []).map(([amount, at]) => ({ amount, at: new Date(at) })),
});
