import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';

export const OPINION_REASONS = [
  'spoke_with_them',
  'knows_the_customer',
  'vehicle_gone',
  'wrong_data',
  'not_a_buyer',
  'other',
] as const;
export type OpinionReason = (typeof OPINION_REASONS)[number];

/** "This score is wrong", in words that can be counted: no free text, so nothing about the person. */
export class NewOpinionDto {
  /** What is wrong with the score. */
  @IsIn(['too_high', 'too_low'])
  direction: 'too_high' | 'too_low';

  /** What the person at the desk knows. */
  @IsIn(OPINION_REASONS)
  reason: OpinionReason;

  /** The likelihood to rank it by instead, 1 to 99; left out, the score goes on counting. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(99)
  percent?: number;
}

export class OpinionDto {
  /** What is wrong with the score. */
  direction: 'too_high' | 'too_low';
  /** What the person at the desk knows. */
  reason: OpinionReason;
  /** The likelihood it is ranked by instead; null: the score goes on counting. */
  percent: number | null;
  /** When it was said. */
  givenAt: Date;
}
