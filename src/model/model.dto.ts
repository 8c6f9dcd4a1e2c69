import { Length } from 'class-validator';
import { IsPlainText } from '#platform';
import type { ModelCard, ModelVersion } from './model-version.js';
import { WrittenCardDto } from './written-card.dto.js';

export class PromotionReasonDto {
  /** Why, for the record: "version 7 misses trade-ins". */
  @IsPlainText()
  @Length(3, 500)
  reason: string;
}

export class ModelVersionDto {
  /** Our identifier of the version. */
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
  /** Seed of everything random in its making. */
  seed: number;
  /** Of the program that made it. */
  codeVersion: string;
  /** When it was made. */
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
  /** Name of the feature. */
  name: string;
  /** How it is read. */
  kind: 'numeric' | 'categorical';
  /** As a person would call it. */
  label: string;
  /** Unit of a number, such as `minutes`. */
  unit?: string;
  /** Why it may predict a sale. */
  because: string;
}

export class PromotionDto {
  /** When it became champion. */
  at: Date;
  /** Who decided: `staff:…`, `key:…` or a training run. */
  by: string;
  /** Who that is, for people, where it is staff or a key. */
  byName: string | null;
  /** Why. */
  reason: string;
}

export class ModelCardDto extends ModelVersionDto {
  /** What it reads of a lead. */
  features: FeatureColumnDto[];
  /** What it learned from, how it was chosen, where its limits are. */
  card: WrittenCardDto;
  /** Newest first. */
  promotions: PromotionDto[];

  static override from(
    card: ModelCard,
    names: ReadonlyMap<string, string> = new Map(),
  ): ModelCardDto {
    return Object.assign(new ModelCardDto(), ModelVersionDto.from(card), {
      features: card.columns,
      card: card.card,
      promotions: card.promotions.map((each) => ({ ...each, byName: names.get(each.by) ?? null })),
    });
  }
}
