import type {
  CategoricalEncoderState,
  ColumnEncoder,
  Curve,
  RawValue,
  SlotSink,
} from './column-encoder.js';
import { levelSupport } from './level-support.js';
import { fitPooledStatistic } from './pooled-statistic.js';
import { fitTargetStatistic, type LevelOutcomes } from './target-statistic.js';

export interface CategoricalEncoderOptions {
  /** Levels of fewer leads share one position. */
  minRows: number;
  /** Features with more distinct levels than this carry a target statistic too. */
  maxPlainLevels: number;
}

/**
 * Levels of fewer leads than this have no statistic: it could hardly move, and a text that one lead
 * alone carries has no place in a saved model.
 */
const LEAST_STATISTIC_ROWS = 5;

/** A place of its own needs so many leads where others of its group can speak for it. */
export const LEAST_OWN_LEADS = 200;

/**
 * One position for each frequent level, one for all others (rare or never seen), one for missing;
 * and, where levels are many, a last one for the level's target statistic.
 */
export class CategoricalEncoder implements ColumnEncoder {
  readonly width: number;
  readonly slots: number;
  private readonly position: Map<string, number>;
  private readonly statistic: Map<string, number> | undefined;

  constructor(private readonly state: CategoricalEncoderState) {
    this.position = new Map(state.levels.map((level, at) => [level, at]));
    this.statistic = state.statistic && new Map(state.statistic);
    this.slots = this.statistic ? 2 : 1;
    this.width = state.levels.length + 1 + this.slots;
  }

  /**
   * For a level that lies within others or holds some (a dealership, its region): always with a
   * statistic, drawn to the group's as long as its own leads are few.
   */
  static fitPooled(outcomes: LevelOutcomes): {
    encoder: CategoricalEncoder;
    crossFitted: Float64Array;
  } {
    const support = levelSupport(outcomes.levels, outcomes.groups, LEAST_OWN_LEADS);
    const carriedBy = (least: number): string[] => levelsCarriedBy(support, least);
    const { statistic, crossFitted } = fitPooledStatistic(
      outcomes,
      carriedBy(LEAST_STATISTIC_ROWS),
    );
    const levels = carriedBy(LEAST_OWN_LEADS);
    return {
      encoder: new CategoricalEncoder({ kind: 'categorical', levels, statistic }),
      crossFitted,
    };
  }

  /** @returns also the statistic each training row may see, when the feature has one. */
  static fit(
    outcomes: LevelOutcomes,
    { minRows, maxPlainLevels }: CategoricalEncoderOptions,
  ): { encoder: CategoricalEncoder; crossFitted?: Float64Array } {
    const { levels: values, groups } = outcomes;
    const support = levelSupport(values, groups, Math.max(minRows, LEAST_STATISTIC_ROWS));
    const carriedBy = (least: number): string[] => levelsCarriedBy(support, least);
    const levels = carriedBy(minRows);
    if (support.size <= maxPlainLevels) {
      return { encoder: new CategoricalEncoder({ kind: 'categorical', levels }) };
    }
    const known = carriedBy(LEAST_STATISTIC_ROWS);
    const { statistic, crossFitted } = fitTargetStatistic(outcomes, known);
    const encoder = new CategoricalEncoder({ kind: 'categorical', levels, statistic });
    return { encoder, crossFitted };
  }

  encode(raw: RawValue, { indices, values }: SlotSink, at: number, base: number): void {
    const level = levelOf(raw);
    const levelCount = this.state.levels.length;
    const position = level === null ? levelCount + 1 : (this.position.get(level) ?? levelCount);
    indices[at] = base + position;
    values[at] = 1;
    if (!this.statistic) return;
    indices[at + 1] = base + levelCount + 2;
    values[at + 1] = level === null ? 0 : (this.statistic.get(level) ?? 0);
  }

  curve(weights: Float64Array, base: number): Curve {
    const levelCount = this.state.levels.length;
    const other = weights[base + levelCount]!;
    const missing = weights[base + levelCount + 1]!;
    const heights = new Map<string, number>();
    for (const [level, position] of this.position) heights.set(level, weights[base + position]!);
    for (const [level, statistic] of this.statistic ?? []) {
      const own = heights.get(level) ?? other;
      heights.set(level, own + weights[base + levelCount + 2]! * statistic);
    }
    return (raw) => {
      const level = levelOf(raw);
      return level === null ? missing : (heights.get(level) ?? other);
    };
  }

  ridge(): number[] {
    return Array.from({ length: this.width }, () => 1);
  }

  smooth(): number[] {
    return Array.from({ length: this.width }, () => 0);
  }

  toState(): CategoricalEncoderState {
    return this.state;
  }
}

export const levelsCarriedBy = (support: ReadonlyMap<string, number>, least: number): string[] =>
  [...support.keys()].filter((level) => support.get(level)! >= least).toSorted();

/** Text stays itself; missing in any spelling is null. */
export const levelOf = (raw: RawValue): string | null =>
  raw === null || raw === undefined || Number.isNaN(raw) ? null : String(raw);
