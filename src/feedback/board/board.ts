import { Injectable } from '@nestjs/common';
import { type Dealership, Directory, StaffDirectory, Tenancy } from '#access';
import { afterOpenMinutes } from '#leads';
import { Clock } from '#platform';
import { boardLeads, type BoardLead } from './board-lead.js';
import { byRep, type RepFigures } from './by-rep.js';
import { capacity, type Capacity } from './capacity.js';
import { conversion, type Conversion } from './conversion.js';
import { type DueAt, today, type Today } from './today.js';

const DAY_MS = 86_400_000;
/** Enough for last month up to today, and for four weeks of calls. */
const TODAY_LOOKS_BACK_DAYS = 62;
const BY_REP_DAYS = 30;
/** Sales of this month are of leads that came long before it. */
const LONGEST_STORY_DAYS = 400;

export interface BoardToday extends Today {
  asOf: Date;
  simulated: boolean;
  promiseMinutes: number;
  hotFrom: number;
  byRep: RepFigures[];
  capacity: Capacity;
}

export interface ConversionOf extends Conversion {
  simulated: boolean;
  since: Date;
  horizonDays: number;
}

/** A manager's numbers, of the leads that whoever asks may see. */
@Injectable()
export class Board {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly directory: Directory,
    private readonly staff: StaffDirectory,
    private readonly clock: Clock,
  ) {}

  async today(dealershipId: string): Promise<BoardToday> {
    const dealership = await this.directory.dealership(dealershipId);
    const names = await this.staff.names(dealership.groupId);
    const now = this.clock.now();
    const { settings, timeZone, simulated } = dealership;
    const promiseMinutes = settings.responsePromiseMinutes;
    const store = { timeZone, openingHours: settings.openingHours };
    const dueAt: DueAt = (arrivedAt) => afterOpenMinutes(arrivedAt, promiseMinutes, store);
    const leads = await this.read(dealership, daysBefore(now, LONGEST_STORY_DAYS), now);
    const newest = since(leads, daysBefore(now, TODAY_LOOKS_BACK_DAYS));
    return {
      asOf: now,
      simulated,
      promiseMinutes,
      hotFrom: settings.bands.hot,
      ...today(leads, { now, zone: timeZone, dueAt }),
      byRep: byRep(since(leads, daysBefore(now, BY_REP_DAYS)), names, { now, dueAt }),
      capacity: capacity(newest, now),
    };
  }

  /** @param days - How far back arrivals count. */
  async conversion(dealershipId: string, days: number): Promise<ConversionOf> {
    const dealership = await this.directory.dealership(dealershipId);
    const now = this.clock.now();
    const from = daysBefore(now, days);
    const leads = await this.read(dealership, from, now);
    const { horizonDays } = dealership.settings;
    const arrived = leads.filter(({ arrivedAt }) => arrivedAt >= from);
    return {
      simulated: dealership.simulated,
      since: from,
      horizonDays,
      ...conversion(arrived, now, horizonDays),
    };
  }

  private read({ id }: Dealership, from: Date, now: Date): Promise<BoardLead[]> {
    return this.tenancy.asDealership(id, (manager) => boardLeads(manager, id, from, now));
  }
}

const daysBefore = (now: Date, days: number): Date => new Date(now.getTime() - days * DAY_MS);

/** Older leads count while they are open: they wait on somebody's list. */
const since = (leads: readonly BoardLead[], from: Date): BoardLead[] =>
  leads.filter(({ arrivedAt, outcome }) => arrivedAt >= from || outcome === 'OPEN');
