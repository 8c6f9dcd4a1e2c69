import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { OUTCOMES, type Outcome } from '#leads';
import { IsPlainText } from '#platform';
import type { Agreement, ContactChance, ContactWay } from './contact-ways.js';
import { OpinionDto } from './opinion.dto.js';
import { BANDS, type Band } from '#prediction';

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

  /** Only leads from this source. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  source?: string;
}

/** A search is sent in a body: names and numbers have no place in an address. */
export class WorklistSearchDto extends WorklistQueryDto {
  /** Words of the name or the vehicle, or digits of the phone number, in any order. */
  @IsOptional()
  @IsPlainText()
  @MaxLength(100)
  text?: string;

  /** Only leads of this salesperson; '' for leads of nobody. */
  @IsOptional()
  @IsPlainText()
  @MaxLength(200)
  assignedTo?: string;
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
  /** false: answered late, or due and not answered. */
  kept: boolean;
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

export class AgreementDto implements Agreement {
  /** 'words': noted at the desk; 'preference': the CRM says so; 'texted': they sent one; 'inquiry': they asked, less than three months ago. */
  how: Agreement['how'];
  /** When. */
  at: Date;
  /** What they said or signed; null where something else shows it. */
  words: string | null;
}

export class ContactChanceDto {
  /** 'call', 'text' or 'mail'. */
  way: ContactWay;
  /** Whether it may be used now. */
  allowed: boolean;
  /** Why not; null where it may. */
  because: ContactChance['because'];
  /** When quiet hours end where the customer lives; null where it is not they. */
  until: Date | null;
  /** On what it rests that they may be reached so; null: on nothing. */
  agreed: AgreementDto | null;
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
  /** The customer wrote or called after a person's last answer. */
  wroteAgain: boolean;
  /** The vehicle asked about; null where none is named. */
  vehicle: WorklistVehicleDto | null;
  /** Whom to call. */
  customer: WorklistCustomerDto;
  /** How, as far as the customer and the hour allow; only ways for which there is an address. */
  contact: ContactChanceDto[];
  /** What somebody at the desk said against the score; null: nobody did. */
  opinion: OpinionDto | null;
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
  /** Whom open leads are assigned to. */
  salespeople: string[];
  /** Where open leads came from. */
  sources: string[];
}

export class WorklistPageDto {
  /** By what an answer now is worth, the most first; unscored ones last. */
  leads: WorklistLeadDto[];
  /** Pass back as `cursor` for the next page; null on the last. */
  nextCursor: string | null;
  /** Counts of the whole list, whatever the filter. */
  summary: WorklistSummaryDto;
}

/** An id-only notice: read the lead again. */
export class WorklistNoticeDto {
  /** null: so many leads changed that the whole list should be read again. */
  leadId: string | null;
  /** What happened to it; `many`: to more leads than are worth naming. */
  kind: 'scored' | 'outcome' | 'assigned' | 'many';
}
