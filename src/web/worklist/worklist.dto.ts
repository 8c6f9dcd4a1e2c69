import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { OUTCOMES, type Outcome } from '#leads';
import { BANDS, PossibleActionDto, ScoreChangeDto, type Band } from '#prediction';

export class WorklistQueryDto {
  /** `nextCursor` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;

  /** Leads on one page, 1 to 200. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  /** Only leads of this band. */
  @IsOptional()
  @IsIn(BANDS)
  band?: Band;

  /** Only leads with this outcome. */
  @IsOptional()
  @IsIn(OUTCOMES)
  outcome: Outcome = 'OPEN';

  /** true: only leads that no person has answered yet. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value))
  @IsBoolean()
  waiting?: boolean;
}

export class WorklistReasonDto {
  /** 'for' or 'against' a sale. */
  direction: 'for' | 'against';
  /** 'Asked about financing: speaks strongly for a sale.' */
  sentence: string;
  /** The same without its verdict, for tight places: 'Asked about financing'. */
  phrase: string;
  /** "Here such buyers bought 2.1x as often (38 of 310)."; null where too few earlier leads were alike. */
  evidence: string | null;
  /** Percentage points, signed. All reasons and `otherPoints` add up to the difference from the usual lead. */
  points: number;
}

export class LikelihoodDto {
  /** 1..99. */
  percent: number;
  /** Lower end of the range, 1..99. */
  lowerPercent: number;
  /** Upper end of it, 1..99. */
  upperPercent: number;
  /** 'hot', 'warm' or 'cool'. */
  band: Band;
  /** Against the score before: 'up', 'down', 'same', or null when this is the first. */
  trend: 'up' | 'down' | 'same' | null;
  /** When the score was made. */
  scoredAt: Date;
}

export class ResponsePromiseDto {
  /** By when a person promised to answer. */
  dueAt: Date;
  /** Whole minutes; negative once broken; null when a person has answered. */
  minutesLeft: number | null;
  /** When a person first answered; null: nobody has. */
  answeredAt: Date | null;
  /** Whole minutes from arrival to the first answer by a person. */
  answeredAfterMinutes: number | null;
}

export class WorklistVehicleDto {
  /** Year, make, model and trim, as far as known. */
  line: string;
  /** The asking price now. */
  price: number | null;
  /** ISO 4217. */
  currency: string;
  /** By how much the price fell since the message; null when it did not. */
  cut: number | null;
  /** When the price now in force took effect. */
  cutAt: Date | null;
  /** true: no longer in stock. */
  sold: boolean;
}

export class WorklistCustomerDto {
  /** The whole name. */
  name: string | null;
  /** E.164. */
  phone: string | null;
  /** E-mail address. */
  email: string | null;
}

export class WorklistLeadDto {
  /** Our identifier of the lead. */
  leadId: string;
  /** Absent while nobody has scored the lead. */
  likelihood: LikelihoodDto | null;
  /** The two strongest for a sale and the strongest against. */
  reasons: WorklistReasonDto[];
  /** When it arrived. */
  arrivedAt: Date;
  /** 'OPEN', 'WON', 'LOST', 'STALE' or 'EXCLUDED'. */
  outcome: Outcome;
  /** The promised first answer by a person. */
  promise: ResponsePromiseDto;
  /** The vehicle asked about; null where none is named. */
  vehicle: WorklistVehicleDto | null;
  /** Whom to call. */
  customer: WorklistCustomerDto;
  /** The first line of the customer's own words. */
  firstLine: string | null;
  /** The salesperson it belongs to, by name: as assigned here, else as the CRM says. */
  assignedTo: string | null;
  /** Who it was assigned to here, by our identifier; null: nobody, so what the CRM says holds. */
  assignedStaffId: string | null;
  /** Where it came from. */
  source: string | null;
  /** When something last happened on it. */
  lastActivityAt: Date | null;
}

/** What a band has meant at this dealership. */
export class BandHistoryDto {
  /** hot, warm or cool. */
  band: Band;
  /** Leads whose first score was in this band, given at least `settledAfterDays` ago. */
  leads: number;
  /** Of them, sold since. */
  won: number;
  /** How old a score must be to count. */
  settledAfterDays: number;
}

export class WorklistSummaryDto {
  /** The instant all countdowns are computed for. */
  asOf: Date;
  /** Open leads. */
  open: number;
  /** Open leads that no person has answered. */
  waiting: number;
  /** Of the waiting, those over the promised time. */
  overPromise: number;
  /** Of them, without a score. */
  unscored: number;
  /** Of them, in the band hot. */
  hot: number;
  /** Of them, in the band warm. */
  warm: number;
  /** Of them, in the band cool. */
  cool: number;
  /** The champion's version number; null while no model has been trained. */
  modelNumber: number | null;
  /** true: people, vehicles and outcomes are the simulator's. */
  simulated: boolean;
  /** What each band has meant here. */
  bandHistory: BandHistoryDto[];
}

export class WorklistPageDto {
  /** Most likely to buy first; unscored ones last. */
  leads: WorklistLeadDto[];
  /** Pass back as `cursor` for the next page; null on the last. */
  nextCursor: string | null;
  /** Counts of the whole list, whatever the filter. */
  summary: WorklistSummaryDto;
}

export class ScorePointDto {
  /** When the score was made. */
  at: Date;
  /** 1..99. */
  percent: number;
  /** hot, warm or cool. */
  band: Band;
  /** Version number of the model that made it. */
  modelNumber: number;
}

export class TimelineEntryDto {
  /** When it happened. */
  at: Date;
  /** What sort of entry. */
  kind: 'arrived' | 'activity' | 'outcome' | 'price';
  /** Of an activity: 'call', 'text', 'email', …; of an outcome: 'WON', …. */
  what: string | null;
  /** From the customer, to the customer or neither; null for all but activities. */
  direction: 'inbound' | 'outbound' | 'internal' | null;
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
  /** The likelihood of this store's usual lead of the same age, percent; null while unscored. */
  usualPercent: number | null;
  /** Those for a sale, strongest first: five, or up to eight where much else would stay untold. */
  reasonsFor: WorklistReasonDto[];
  /** Those against, strongest first. */
  reasonsAgainst: WorklistReasonDto[];
  /** Percentage points of everything not listed. */
  otherPoints: number;
  /** What the desk can do that leads alike bought more often after, best first. */
  actions: PossibleActionDto[];
  /** What moved the likelihood since the score before, largest first. */
  changes: ScoreChangeDto[];
  /** Version number of the model behind the score. */
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
  /** What happened to it; `many`: to more leads than are worth naming. */
  kind: 'scored' | 'outcome' | 'assigned' | 'many';
}
