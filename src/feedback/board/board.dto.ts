import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { GroupDto, ShareSeenDto } from '../scorecard.dto.js';
import type { BoardToday, ConversionOf } from './board.js';
import type { RepFigures } from './by-rep.js';
import type { Capacity } from './capacity.js';
import type { Funnel, Gain, NamedGroup } from './conversion.js';
import type { BoardDay, Today } from './today.js';

export class BoardQueryDto {
  /** How many days back arrivals count. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(730)
  days: number = 180;
}

export class BoardDayDto implements BoardDay {
  /** The store's calendar day. */
  day: string;
  /** Leads of this day that a person answered within the promise. */
  kept: number;
  /** Leads of this day that were answered, or waited longer than was promised. */
  due: number;
  /** Minutes to the first answer of a person, in the middle; null where nobody answered. */
  medianAnswerMinutes: number | null;
  /** Leads that arrived. */
  arrived: number;
  /** Leads, of whatever age, that were sold. */
  sold: number;
}

export class BoardWaitingDto {
  /** Open leads nobody has answered. */
  now: number;
  /** Of them, those that wait longer than was promised. */
  overPromise: number;
  /** How many waited at this time yesterday. */
  yesterday: number;
}

export class BoardSoldDto {
  /** Leads sold since the first of the month. */
  thisMonth: number;
  /** Leads sold last month up to the same day and time. */
  lastMonthToDate: number;
}

export class RepFiguresDto implements RepFigures {
  /** Whose leads these are; null: nobody's. */
  name: string | null;
  /** Our identifier, where they are staff here. */
  staffId: string | null;
  /** Leads of the last 30 days, and older ones still open. */
  leads: number;
  /** Of them, open and unanswered. */
  waiting: number;
  /** Of them, answered by a person within the promise. */
  kept: number;
  /** Of them, answered, or waiting longer than was promised. */
  due: number;
  /** Minutes to the first answer of a person, in the middle. */
  medianAnswerMinutes: number | null;
  /** Of them, sold. */
  sold: number;
}

export class CapacityDto implements Capacity {
  /** First answers by people on a good day of the last four weeks (three days of four had fewer). */
  firstCallsADay: number | null;
  /** Scored leads that came on a day of these weeks, on average. */
  leadsADay: number;
  /** Leads at or above this score, 0..1, are as many as the team can call; null: it can call them all. */
  hotStartsAt: number | null;
}

export class BoardDto implements BoardToday, Today {
  /** The instant all of it is counted for. */
  asOf: Date;
  /** true: people, vehicles and outcomes are the simulator's. */
  simulated: boolean;
  /** Minutes within which a person answers. */
  promiseMinutes: number;
  /** Where the team's band "hot" begins now, 0..1. */
  hotFrom: number;
  /** Fourteen days, oldest first; the last is today. */
  days: BoardDayDto[];
  /** Who waits for an answer. */
  waiting: BoardWaitingDto;
  /** What was sold from these leads. */
  sold: BoardSoldDto;
  /** By whom leads belong to, most leads first. */
  byRep: RepFiguresDto[];
  /** How far down the list a day's calls reach. */
  capacity: CapacityDto;
}

export class FunnelDto implements Funnel {
  /** All that came. */
  arrived: number;
  /** Answered by a person. */
  answered: number;
  /** The customer wrote or called after that. */
  talked: number;
  /** Came to an appointment, a visit or a test drive. */
  met: number;
  /** Sold; these went all the way, whatever was noted. */
  sold: number;
}

export class NamedGroupDto implements NamedGroup {
  /** What they have in common. */
  name: string;
  /** Leads whose outcome is known. */
  leads: number;
  /** Of them, sold within the horizon. */
  won: number;
  /** Share sold with its 90 % interval (Wilson); young leads count by their censoring weights. */
  seen: ShareSeenDto;
}

export class GainDto implements Gain {
  /** So much of the list, from the top, 0..1. */
  share: number;
  /** Share of all sales in it. */
  sales: number;
  /** Sales in it against as many leads picked blindly. */
  lift: number;
}

export class ConversionDto implements ConversionOf {
  /** true: people, vehicles and outcomes are the simulator's. */
  simulated: boolean;
  /** Leads that arrived from here on count. */
  since: Date;
  /** A lead counts as sold when it is within so many days of arrival. */
  horizonDays: number;
  /** How many came. */
  leads: number;
  /** How far they went. */
  funnel: FunnelDto;
  /** By the band of their first score: hot, warm, cool. */
  byBand: NamedGroupDto[];
  /** Sales among those ranked first by their first score; none while nothing was sold. */
  gains: GainDto[];
  /** What first scores promised, and what was seen; up to ten groups, lowest first. */
  reliability: GroupDto[];
  /** By how soon a person answered. An association: quick answers go to other leads, too. */
  bySpeed: NamedGroupDto[];
  /** By source; the eight largest and `others`. */
  bySource: NamedGroupDto[];
}
