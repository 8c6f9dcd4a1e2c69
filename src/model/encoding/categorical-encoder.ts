import type {
  CategoricalEncoderState,
  ColumnEncoder,
  RawValue,
  SlotSink,
} from './column-encoder.js';
import { fitTargetStatistic, type LevelOutcomes } from './target-statistic.js';

export interface CategoricalEncoderOptions {
  /** Levels with fewer training rows share one position. */
  minRows: number;
  /** Features with more distinct levels than this carry a target statistic too. */
  maxPlainLevels: number;
}

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

  /** @returns also the statistic each training row may see, when the feature has one. */
  static fit(
    outcomes: LevelOutcomes,
    { minRows, maxPlainLevels }: CategoricalEncoderOptions,
  ): { encoder: CategoricalEncoder; crossFitted?: Float64Array } {
    const counts = new Map<string, number>();
    for (const level of outcomes.levels) {
      if (level !== null) counts.set(level, (counts.get(level) ?? 0) + 1);
    }
    const levels = [...counts.keys()].filter((level) => counts.get(level)! >= minRows).sort();
    if (counts.size <= maxPlainLevels) {
      return { encoder: new CategoricalEncoder({ kind: 'categorical', levels }) };
    }
    const { statistic, crossFitted } = fitTargetStatistic(outcomes);
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

/** Text stays itself; missing in any spelling is null. */
export const levelOf = (raw: RawValue): string | null =>
  raw === null || raw === undefined || Number.isNaN(raw) ? null : String(raw);
