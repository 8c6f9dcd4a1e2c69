import { IsString, Length } from 'class-validator';
import type { ModelCard, ModelVersion } from './model-version.js';

export class PromotionReasonDto {
  /** Why, for the record: "version 7 misses trade-ins". */
  @IsString()
  @Length(3, 500)
  reason: string;
}

export class ModelVersionDto {
  id: string;
  /** 1, 2, 3 … within your group. */
  number: number;
  /** Kind of learner: base-rate, logistic … */
  family: string;
  /** SHA-256 of all that the version consists of. */
  artifactHash: string;
  /** How it did on the newest leads it had not learned from. */
  metrics: Record<string, unknown>;
  /** Of the rows it learned from. */
  dataHash: string;
  seed: number;
  /** Of the program that made it. */
  codeVersion: string;
  createdAt: Date;
  /** Whether it scores your leads now. */
  champion: boolean;
  /** When it last became champion; null: never. */
  promotedAt: Date | null;

  static from(version: ModelVersion): ModelVersionDto {
    const shown = new ModelVersionDto();
    shown.id = version.id;
    shown.number = version.number;
    shown.family = version.family;
    shown.artifactHash = version.artifactHash;
    shown.metrics = version.metrics;
    shown.dataHash = version.dataHash;
    shown.seed = version.seed;
    shown.codeVersion = version.codeVersion;
    shown.createdAt = version.createdAt;
    shown.champion = version.champion;
    shown.promotedAt = version.promotedAt;
    return shown;
  }
}

export class FeatureColumnDto {
  name: string;
  kind: 'numeric' | 'categorical';
  /** As a person would call it. */
  label: string;
  unit?: string;
  /** Why it may predict a sale. */
  because: string;
}

export class PromotionDto {
  at: Date;
  by: string;
  reason: string;
}

export class ModelCardDto extends ModelVersionDto {
  /** What it reads of a lead. */
  features: FeatureColumnDto[];
  /** What it learned from, how it was chosen, where its limits are. */
  card: Record<string, unknown>;
  /** Newest first. */
  promotions: PromotionDto[];

  static override from(card: ModelCard): ModelCardDto {
    return Object.assign(new ModelCardDto(), ModelVersionDto.from(card), {
      features: card.columns,
      card: card.card,
      promotions: card.promotions,
    });
  }
}
