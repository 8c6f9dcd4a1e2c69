import { ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

import type { Group, Report } from './report.js';
import type { ScorecardOf } from './scorecard.js';
import type { ShareSeen } from './wilson.js';

export class ScorecardQueryDto {
  /** How many days back arrivals count. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1095)
  days: number = 180;
}

export class ShareSeenDto implements ShareSeen {
  /** Share of leads won, 0..1. */
  share: number;

  /** Lower end of its 90 % interval. */
  lower: number;

  /** Upper end of its 90 % interval. */
  upper: number;
}

export class GroupDto implements Group {
  /** Leads in the group. */
  leads: number;

  /** Of them, sold. */
  won: number;

  /** Mean score of the group. */
  promised: number;

  /** What became of it; young leads count by their censoring weights, so this is not won / leads. */
  seen: ShareSeenDto;
}

export class ReportMetricsDto {
  /** Chance that a won lead was ranked above another; 0.5 is a coin. Null while nothing is won or lost. */
  auc: number | null;

  /** Mean surprise at the outcome in nats; lower is better. */
  logLoss: number | null;

  /** Mean squared distance from the outcome; lower is better. */
  brier: number | null;

  /** Mean distance between promise and outcome over 15 groups. */
  ece: number | null;

  /** Wins among the tenth ranked first, against a random tenth. */
  liftAt10: number | null;

  /** Share of all wins among the fifth ranked first. */
  recallAt20: number | null;

  /** Above 1 the scores promise too much. */
  promisedOverSeen: number | null;
}

export class ReportDto implements Report {
  /** Leads whose outcome is known. */
  leads: number;

  /** Of them, sold within the horizon. */
  won: number;

  /** Null where there is too little to compute one from. */
  metrics: ReportMetricsDto;

  /** All of them together; null where there are none. */
  overall: GroupDto | null;

  /** Up to ten groups of equal size, lowest scores first. */
  calibration: GroupDto[];

  /** hot, warm and cool, as far as there are leads in them. */
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(GroupDto) },
  })
  byBand: Record<string, GroupDto>;
}

/** Scores that were really given, against what became of the leads. */
export class ScorecardDto implements ScorecardOf {
  /** Key of the dealership. */
  dealership: string;

  /** True where leads and outcomes are made up: nothing here says how well real leads are foretold. */
  simulated: boolean;

  /** Leads that arrived from here on count. */
  since: Date;

  /** A lead counts as won when it is sold within so many days of arrival. */
  horizonDays: number;

  /** Scored leads still too young for an answer. */
  waiting: number;

  /** The first score after arrival: what the desk saw when it decided whom to call. */
  first: ReportDto;

  /** The last score before the outcome. */
  latest: ReportDto;
}
