import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { OUTCOMES, type Outcome } from '#leads';

import { BANDS, type Band } from './likelihood.js';
import type { Outlook } from './outlook.js';
import { PossibleActionDto, ScoreChangeDto } from './outlook.dto.js';
import { PredictionDto } from './prediction.dto.js';
import type { ScoredLead, ScoredLeadPage } from './scored-leads.js';

export class ListLeadsDto {
  /** -score: open leads, most likely first. -arrivedAt: all leads, newest first. */
  @IsOptional()
  @IsIn(['-score', '-arrivedAt'])
  sort: '-score' | '-arrivedAt' = '-score';

  /** Leads on one page, 1 to 200. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 50;

  /** `nextCursor` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(400)
  cursor?: string;

  /** Only leads of this band; with sort=-score. */
  @IsOptional()
  @IsIn(BANDS)
  band?: Band;

  /** Only leads with this outcome; with sort=-arrivedAt. */
  @IsOptional()
  @IsIn(OUTCOMES)
  outcome?: Outcome;

  /** Only leads from this source; with sort=-arrivedAt. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  source?: string;
}

export class ListScoresDto {
  /** Scores to show, 1 to 500. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit: number = 100;
}

export class LeadCustomerDto {
  /** Our identifier of the person. */
  id: string;

  /** The whole name. */
  name: string | null;

  /** E-mail address. */
  email: string | null;

  /** E.164. */
  phone: string | null;

  /** `phone` or `email`. */
  preferredContact: string | null;

  /** Kilometres between the person and the rooftop. */
  distanceKm: number | null;
}

export class LeadVehicleDto {
  /** Vehicle identification number. */
  vin?: string;

  /** Number under which it stands in stock. */
  stockNumber?: string;

  /** Model year. */
  year?: number;

  /** Such as `Toyota`. */
  make?: string;

  /** Such as `RAV4`. */
  model?: string;

  /** Such as `XLE`. */
  trim?: string;

  /** In the dealership's currency. */
  price?: number;
}

/** A lead with the score that counts for it. */
export class ScoredLeadDto {
  /** Our identifier of the lead. */
  id: string;

  /** The connection it came through. */
  connectionId: string;

  /** The CRM's own key. */
  externalId: string;

  /** Where it came from, such as `facebook-marketplace`. */
  source: string | null;

  /** How it came, such as `messenger`. */
  channel: string | null;

  /** When it arrived. */
  arrivedAt: Date;

  /** What the person wrote. */
  message: string | null;

  /** The person behind it. */
  customer: LeadCustomerDto | null;

  /** The vehicle in stock, else as the lead told of it. */
  vehicle: LeadVehicleDto | null;

  /** The vehicle offered in part payment. */
  tradeIn: LeadVehicleDto | null;

  /** The CRM's own fields. */
  custom: Record<string, string | number | boolean>;

  /** The salesperson it is assigned to, as the CRM writes it. */
  assignedTo: string | null;

  /** Whoever it was assigned to here, by our identifier, which goes before what the CRM says. */
  assignedStaffId: string | null;

  /** OPEN, WON, LOST, STALE or EXCLUDED. */
  outcome: Outcome;

  /** Since when the outcome stands. */
  outcomeAt: Date | null;

  /** Why, in the words given. */
  outcomeReason: string | null;

  /** Why it is no sales lead, where it is EXCLUDED. */
  excludedReason: string | null;

  /** When something last happened on it. */
  lastActivityAt: Date | null;

  /** Null where it was never scored. */
  prediction: PredictionDto | null;

  static from({ lead, prediction }: ScoredLead): ScoredLeadDto {
    return Object.assign(new ScoredLeadDto(), lead, {
      prediction: prediction && PredictionDto.from(prediction),
    });
  }
}

/** One lead, with what may come of it. */
export class LeadOutlookDto extends ScoredLeadDto {
  /** What the desk can do that leads alike bought more often after, best first; none for a closed lead. */
  actions: PossibleActionDto[];

  /** What moved the score between its two newest predictions, largest first, three at most. */
  changes: ScoreChangeDto[];

  static of(lead: ScoredLead, outlook: Outlook): LeadOutlookDto {
    return Object.assign(new LeadOutlookDto(), ScoredLeadDto.from(lead), outlook);
  }
}

export class ScoredLeadPageDto {
  /** In the order asked for. */
  items: ScoredLeadDto[];

  /** Pass back as `cursor` for the next page; null on the last. */
  nextCursor: string | null;

  static from({ items, nextCursor }: ScoredLeadPage): ScoredLeadPageDto {
    return { items: items.map((item) => ScoredLeadDto.from(item)), nextCursor };
  }
}
