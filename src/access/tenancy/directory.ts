import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DealershipSettings, GroupSettings, OpeningHours } from '#config';
import { refuseSecondConnection } from '#platform';
import { DataSource } from 'typeorm';
import { DealershipNotYoursError } from '../access.errors.js';
import { actsFor, type Principal } from '../principal.js';

export interface DealerGroup {
  id: string;
  key: string;
  name: string;
  timeZone: string;
}

/** What can be changed for one rooftop, in the settings file or at the desk. */
export interface RooftopSettings {
  staleAfterDays: number;
  horizonDays: number;
  responsePromiseMinutes: number;
  /** By the store's clock; absent or null: the promise runs round the clock. */
  openingHours?: OpeningHours | null;
  /** Hours of the customer's day in which calls and texts are offered; absent: as the law has it. */
  contactHours?: { from: number; until: number };
  /** A score at or above `hot` (else `warm`) belongs to that band. */
  bands: { hot: number; warm: number };
  /** Whether a salesperson sees leads that are nobody's yet. */
  repsSeeUnassigned: boolean;
}

export interface Dealership {
  id: string;
  groupId: string;
  key: string;
  name: string;
  timeZone: string;
  /** ISO 3166 alpha-2. */
  country: string;
  /** ISO 4217. */
  currency: string;
  /** Rooftops of one region learn from each other first. */
  region: string;
  simulated: boolean;
  settings: RooftopSettings;
}

/** What another replica, or the settings file, changed is seen after so long at most. */
const KEPT_MS = 5_000;

/** Which groups and dealerships there are. Few and rarely changing, so kept in memory for some seconds and read again on a miss. */
@Injectable()
export class Directory {
  private dealerships = new Map<string, Dealership>();
  private dealerGroups = new Map<string, DealerGroup>();
  private byGroup = new Map<string, Dealership[]>();
  private keptUntil = -Infinity;
  private reading: Promise<void> | undefined;

  constructor(private readonly dataSource: DataSource) {}

  async groups(): Promise<DealerGroup[]> {
    await this.fresh();
    return [...this.dealerGroups.values()];
  }

  async group(id: string): Promise<DealerGroup> {
    await this.fresh();
    if (!this.dealerGroups.has(id)) await this.reread();
    const group = this.dealerGroups.get(id);
    if (!group) throw new DealershipNotYoursError();
    return group;
  }

  /** @throws DealershipNotYoursError */
  async dealership(id: string): Promise<Dealership> {
    await this.fresh();
    if (!this.dealerships.has(id)) await this.reread();
    return this.known(id);
  }

  /**
   * For work inside a dealership's transaction, which has no second connection to read with: the
   * dealership as it was read before that began.
   * @throws DealershipNotYoursError
   */
  known(id: string): Dealership {
    const dealership = this.dealerships.get(id);
    if (!dealership) throw new DealershipNotYoursError();
    return dealership;
  }

  async dealershipsOf(groupId: string): Promise<Dealership[]> {
    await this.fresh();
    const own = this.ofGroup(groupId);
    if (own.length > 0) return own;
    await this.reread();
    return this.ofGroup(groupId);
  }

  /** The dealerships a principal acts for. */
  async actedFor(principal: Pick<Principal, 'groupId' | 'dealershipIds'>): Promise<Dealership[]> {
    const all = await this.dealershipsOf(principal.groupId);
    return all.filter(({ id }) => actsFor(principal, id));
  }

  /** Makes or updates a group and its dealerships from the settings file. @returns them, in its order. */
  async provision(
    group: GroupSettings,
  ): Promise<{ group: DealerGroup; dealerships: Dealership[] }> {
    const [{ id: groupId }] = await this.dataSource.query<[{ id: string }]>(
      `INSERT INTO dealer_group (id, key, name, time_zone) VALUES ($1, $2, $3, $4)
       ON CONFLICT (key) DO UPDATE SET name = excluded.name, time_zone = excluded.time_zone
       RETURNING id`,
      [randomUUID(), group.key, group.name, group.timeZone],
    );
    for (const dealership of group.dealerships) await this.provisionOne(groupId, dealership);
    await this.reread();
    const all = await this.dealershipsOf(groupId);
    const dealerships = group.dealerships.flatMap(({ key }) =>
      all.filter((found) => found.key === key),
    );
    return { group: await this.group(groupId), dealerships };
  }

  private async provisionOne(groupId: string, wanted: DealershipSettings): Promise<void> {
    const { staleAfterDays, horizonDays, responsePromiseMinutes, openingHours, bands, region } =
      wanted;
    const { contactHours, repsSeeUnassigned } = wanted;
    await this.dataSource.query(
      `INSERT INTO dealership (id, group_id, key, name, time_zone, country, currency, settings, simulated)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (key) DO UPDATE SET name = excluded.name, time_zone = excluded.time_zone,
         country = excluded.country, currency = excluded.currency, settings = excluded.settings,
         simulated = excluded.simulated`,
      [
        randomUUID(),
        groupId,
        wanted.key,
        wanted.name,
        wanted.timeZone,
        wanted.country,
        wanted.currency,
        {
          staleAfterDays,
          horizonDays,
          responsePromiseMinutes,
          openingHours,
          contactHours,
          bands,
          region,
          repsSeeUnassigned,
        },
        wanted.simulated,
      ],
    );
  }

  private ofGroup(groupId: string): Dealership[] {
    return this.byGroup.get(groupId) ?? [];
  }

  /** Many ask at once when the time is over: one of them reads, and none waits with a connection in hand. */
  private async fresh(): Promise<void> {
    refuseSecondConnection();
    if (performance.now() < this.keptUntil) return;
    this.reading ??= this.reread().finally(() => (this.reading = undefined));
    await this.reading;
  }

  /** At once, because something was changed. */
  async reread(): Promise<void> {
    const groups = await this.dataSource.query<DealerGroup[]>(
      `SELECT id, key, name, time_zone AS "timeZone" FROM dealer_group ORDER BY key`,
    );
    const dealerships = await this.dataSource.query<Dealership[]>(
      `SELECT id, group_id AS "groupId", key, name, time_zone AS "timeZone", country, currency,
              coalesce(settings->>'region', country) AS region, settings || overrides AS settings, simulated
       FROM dealership ORDER BY key`,
    );
    this.dealerGroups = new Map(groups.map((group) => [group.id, group]));
    this.dealerships = new Map(dealerships.map((dealership) => [dealership.id, dealership]));
    this.byGroup = new Map(groups.map((group) => [group.id, []]));
    for (const dealership of dealerships) this.byGroup.get(dealership.groupId)?.push(dealership);
    this.keptUntil = performance.now() + KEPT_MS;
  }
}
