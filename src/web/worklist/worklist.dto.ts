import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { OUTCOMES } from '#leads';

const BANDS = ['hot', 'warm', 'cool'] as const;

export class WorklistQueryDto {
  /** `nextCursor` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;

  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit = 50;

  @IsOptional()
  @IsIn(BANDS)
  band?: string;

  @IsOptional()
  @IsIn(OUTCOMES)
  outcome = 'OPEN';

  /** true: only leads that no person has answered yet. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value))
  @IsBoolean()
  waiting?: boolean;
}

export class WorklistReasonDto {
  /** 'for' or 'against' a sale. */
  direction: string;
  /** 'Asked about financing: speaks strongly for a sale.' */
  sentence: string;
  /** The same without its verdict, for tight places: 'Asked about financing'. */
  phrase: string;
  /** Percentage points, signed. All reasons and `otherPoints` add up to the difference from the usual lead. */
  points: number;
}

export class LikelihoodDto {
  /** 1..99. */
  percent: number;
  /** Lower end of the range, 1..99. */
  lowerPercent: number;
  upperPercent: number;
  /** 'hot', 'warm' or 'cool'. */
  band: string;
  /** Against the score before: 'up', 'down', 'same', or null when this is the first. */
  trend: string | null;
  /** When the score was made. */
  scoredAt: Date;
}

export class ResponsePromiseDto {
  dueAt: Date;
  /** Whole minutes; negative once broken; null when a person has answered. */
  minutesLeft: number | null;
  answeredAt: Date | null;
  /** Whole minutes from arrival to the first answer by a person. */
  answeredAfterMinutes: number | null;
}

export class WorklistVehicleDto {
  /** Year, make, model and trim, as far as known. */
  line: string;
  /** The asking price now. */
  price: number | null;
  currency: string;
  /** By how much the price fell since the message; null when it did not. */
  cut: number | null;
  /** When the price now in force took effect. */
  cutAt: Date | null;
  /** true: no longer in stock. */
  sold: boolean;
}

export class WorklistCustomerDto {
  name: string | null;
  /** E.164. */
  phone: string | null;
  email: string | null;
}

export class WorklistLeadDto {
  leadId: string;
  /** Absent while nobody has scored the lead. */
  likelihood: LikelihoodDto | null;
  /** The two strongest for a sale and the strongest against. */
  reasons: WorklistReasonDto[];
  arrivedAt: Date;
  /** 'OPEN', 'WON', 'LOST', 'STALE' or 'EXCLUDED'. */
  outcome: string;
  promise: ResponsePromiseDto;
  vehicle: WorklistVehicleDto | null;
  customer: WorklistCustomerDto;
  /** The first line of the customer's own words. */
  firstLine: string | null;
  assignedTo: string | null;
  source: string | null;
  lastActivityAt: Date | null;
}

/** What a band has meant at this dealership. */
export class BandHistoryDto {
  band: string;
  /** Leads whose first score was in this band, given at least `settledAfterDays` ago. */
  leads: number;
  /** Of them, sold since. */
  won: number;
  settledAfterDays: number;
}

export class WorklistSummaryDto {
  /** The instant all countdowns are computed for. */
  asOf: Date;
  open: number;
  /** Open leads that no person has answered. */
  waiting: number;
  /** Of the waiting, those over the promised time. */
  overPromise: number;
  unscored: number;
  hot: number;
  warm: number;
  cool: number;
  /** The champion's version number; null while no model has been trained. */
  modelNumber: number | null;
  /** true: people, vehicles and outcomes are the simulator's. */
  simulated: boolean;
  bandHistory: BandHistoryDto[];
}

export class WorklistPageDto {
  leads: WorklistLeadDto[];
  nextCursor: string | null;
  summary: WorklistSummaryDto;
}

export class ScorePointDto {
  at: Date;
  /** 1..99. */
  percent: number;
  band: string;
  modelNumber: number;
}

export class TimelineEntryDto {
  at: Date;
  /** 'arrived', 'activity', 'outcome' or 'price'. */
  kind: string;
  /** Of an activity: 'call', 'text', 'email', …; of an outcome: 'WON', …. */
  what: string | null;
  /** 'inbound', 'outbound' or 'internal'; null for all but activities. */
  direction: string | null;
  /** true: by a person; false: by a program. */
  human: boolean;
  /** Of a price: the new one. */
  price: number | null;
  /** Of a price: the one before. */
  previousPrice: number | null;
  /** Why the outcome was recorded, in the words given. */
  reason: string | null;
}

export class LeadPanelDto extends WorklistLeadDto {
  /** The whole message. */
  message: string | null;
  /** The likelihood of this store's usual lead, percent; null while unscored. */
  usualPercent: number | null;
  /** Up to five for a sale, strongest first. */
  reasonsFor: WorklistReasonDto[];
  /** Up to five against. */
  reasonsAgainst: WorklistReasonDto[];
  /** Percentage points of everything not listed. */
  otherPoints: number;
  modelNumber: number | null;
  /** Oldest first, at most 200. */
  scores: ScorePointDto[];
  /** Newest first, at most 200. */
  timeline: TimelineEntryDto[];
}

/** An id-only notice: read the lead again. */
export class WorklistNoticeDto {
  /** null: so many leads changed that the whole list should be read again. */
  leadId: string | null;
  /** 'scored', 'outcome' or 'many'. */
  kind: string;
}
