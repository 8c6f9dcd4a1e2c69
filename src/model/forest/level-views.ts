import type { RawValue } from '../encoding/column-encoder.js';
import { levelOf } from '../encoding/categorical-encoder.js';
import { MISSING_BIN } from './numeric-bins.js';

/** The bin of a level that is rare, or was never seen, in the view of the levels themselves. */
export const OTHER_BIN = 1;

/** One view's bin for each known level, then for any other, then for missing. */
export interface LevelView {
  ordered: boolean;
  binCount: number;
  bins: Uint8Array;
}

/** A category under all its views: its text is looked up once. */
export class LevelViews {
  private readonly position: Map<string, number>;

  constructor(
    readonly levels: string[],
    readonly views: LevelView[],
  ) {
    this.position = new Map(levels.map((level, at) => [level, at]));
  }

  positionOf(raw: RawValue): number {
    const level = levelOf(raw);
    if (level === null) return this.levels.length + 1;
    return this.position.get(level) ?? this.levels.length;
  }
}

/** The levels themselves: the commonest have a bin each. @param common - at most 254. */
export function ownBins(levels: string[], common: string[]): LevelView {
  const binOf = new Map(common.map((level, at) => [level, OTHER_BIN + 1 + at]));
  const bins = levels.map((level) => binOf.get(level) ?? OTHER_BIN);
  return {
    ordered: false,
    binCount: common.length + 2,
    bins: Uint8Array.from([...bins, OTHER_BIN, MISSING_BIN]),
  };
}
