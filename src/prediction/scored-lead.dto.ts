import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { OUTCOMES, type Outcome } from '#leads';

import { BANDS, type Band } from './likelihood.js';
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
  limit = 50;

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
  limit = 100;
}

export class LeadCustomerDto {
  id: string;

  name: string | null;

  email: string | null;

  phone: string | null;

  preferredContact: string | null;

  distanceKm: number | null;
}

export class LeadVehicleDto {
  vin?: string;

  stockNumber?: string;

  year?: number;

  make?: string;

  model?: string;

  trim?: string;

  /** In the dealership's currency. */
  price?: number;
}

/** A lead with the score that counts for it. */
export class ScoredLeadDto {
  id: string;

  connectionId: string;

  /** The CRM's own key. */
  externalId: string;

  source: string | null;

  channel: string | null;

  arrivedAt: Date;

  message: string | null;

  customer: LeadCustomerDto | null;

  /** The vehicle in stock, else as the lead told of it. */
  vehicle: LeadVehicleDto | null;

  tradeIn: LeadVehicleDto | null;

  /** The CRM's own fields. */
  custom: Record<string, string | number | boolean>;

  assignedTo: string | null;

  /** OPEN, WON, LOST, STALE or EXCLUDED. */
  outcome: Outcome;

  outcomeAt: Date | null;

  outcomeReason: string | null;

  excludedReason: string | null;

  lastActivityAt: Date | null;

  /** Null where it was never scored. */
  prediction: PredictionDto | null;

  static from({ lead, prediction }: ScoredLead): ScoredLeadDto {
    return Object.assign(new ScoredLeadDto(), lead, {
      prediction: prediction && PredictionDto.from(prediction),
    });
  }
}

export class ScoredLeadPageDto {
  items: ScoredLeadDto[];

  /** Pass back as `cursor` for the next page; null on the last. */
  nextCursor: string | null;

  static from({ items, nextCursor }: ScoredLeadPage): ScoredLeadPageDto {
    return { items: items.map((item) => ScoredLeadDto.from(item)), nextCursor };
  }
}
