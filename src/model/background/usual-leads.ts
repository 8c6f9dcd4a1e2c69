import { setImmediate as yieldToOthers } from 'node:timers/promises';
import {
  isOfRooftop,
  LIFE_STAGES,
  lifeStage,
  vectorAt,
  type FeatureColumn,
  type FeatureTable,
  type FeatureVector,
} from '#features';
import type { Contributions, RowContributions } from '../estimator.js';
import { InvalidEstimatorStateError } from '../fitting-errors.js';

/** What each feature adds on average to leads of one stage at one place. */
export interface UsualStage {
  /** A rooftop; null for the whole group. */
  place: string | null;
  stage: number;
  /** Shape [features]. */
  added: number[];
}

export interface UsualLeadsState {
  features: string[];
  usual: UsualStage[];
}

/** A mean of fewer rows is no usual lead. */
const LEAST_ROWS = 30;
/** A mean of so many is near enough: explaining a row can take a millisecond. */
const MOST_ROWS = 100;
/** Rows explained before other work of the process gets its turn. */
const ROWS_AT_A_TIME = 5;

/**
 * Lets contributions be told against the usual lead of the same rooftop at the same stage, instead of
 * the usual row of training: a lead of one minute is not unusual for having no answer yet. Their sum
 * stays the score's log-odds, because what is usual moves into the bias.
 */
export class UsualLeads {
  private readonly byPlace = new Map<string | null, (Float64Array | undefined)[]>();
  private readonly ofRooftop: boolean[];

  constructor(private readonly state: UsualLeadsState) {
    const { features, usual } = state ?? {};
    if (
      !Array.isArray(features) ||
      !usual?.every(({ added }) => added.length === features.length)
    ) {
      throw new InvalidEstimatorStateError('The saved usual leads are damaged.');
    }
    this.ofRooftop = features.map(isOfRooftop);
    for (const { place, stage, added } of usual) {
      if (!this.byPlace.has(place)) this.byPlace.set(place, Array.from({ length: LIFE_STAGES }));
      this.byPlace.get(place)![stage] = Float64Array.from(added);
    }
  }

  /** Contributions stay as they are. */
  static none(): UsualLeads {
    return new UsualLeads({ features: [], usual: [] });
  }

  /** @param explain - of the model that learned from `table`. */
  static async of(
    table: FeatureTable,
    explain: (vector: FeatureVector) => Contributions,
  ): Promise<UsualLeads> {
    const features = table.columns.map(({ name }) => name);
    const usual: UsualStage[] = [];
    for (const { place, stage, rows } of rowsByPlace(table)) {
      if (rows.length < LEAST_ROWS) continue;
      const added = new Float64Array(features.length);
      const taken = spread(rows, MOST_ROWS);
      for (const [at, row] of taken.entries()) {
        // oxlint-disable-next-line no-await-in-loop -- in turns with whatever else the process does
        if (at % ROWS_AT_A_TIME === 0) await yieldToOthers();
        const { byFeature } = explain(vectorAt(table, row));
        features.forEach((name, index) => (added[index]! += (byFeature[name] ?? 0) / taken.length));
      }
      usual.push({ place, stage, added: Array.from(added, (mean) => Number(mean.toPrecision(9))) });
    }
    return new UsualLeads({ features, usual });
  }

  /**
   * The same log-odds, told against what is usual at this rooftop and stage. Where a lead is, is never
   * unusual: what region and dealership add belongs to the bias. Parts are in the order of the features.
   *
   * @param stage - as {@link lifeStage} has it.
   */
  relative(
    { logOdds, bias, parts }: RowContributions,
    rooftop: string,
    stage: number,
  ): RowContributions {
    const usual = this.byPlace.get(rooftop)?.[stage] ?? this.byPlace.get(null)?.[stage];
    const { ofRooftop } = this;
    const relative = parts.slice();
    let moved = bias;
    for (let at = 0; at < ofRooftop.length; at++) {
      const by = ofRooftop[at] ? relative[at]! : usual ? usual[at]! : 0;
      moved += by;
      relative[at]! -= by;
    }
    return { logOdds, bias: moved, parts: relative };
  }

  /** The same for parts in the order of these columns; what was learned of others is left out. */
  inOrderOf(columns: readonly FeatureColumn[]): UsualLeads {
    const { features, usual } = this.state;
    if (!features.length) return this;
    const places = columns.map(({ name }) => features.indexOf(name));
    return new UsualLeads({
      features: columns.map(({ name }) => name),
      usual: usual.map(({ place, stage, added }) => ({
        place,
        stage,
        added: places.map((at) => added[at] ?? 0),
      })),
    });
  }

  toState(): UsualLeadsState {
    return this.state;
  }
}

interface PlacedRows {
  place: string | null;
  stage: number;
  rows: number[];
}

function rowsByPlace({ categorical, numeric, rowCount }: FeatureTable): PlacedRows[] {
  const placed = new Map<string | null, PlacedRows[]>();
  const rooftops = categorical.get('dealership');
  const ages = numeric.get('ageHours');
  for (let row = 0; row < rowCount; row++) {
    const stage = lifeStage(ages?.[row]);
    for (const place of new Set([null, rooftops?.[row] ?? null])) {
      if (!placed.has(place)) placed.set(place, stagesOf(place));
      placed.get(place)![stage]!.rows.push(row);
    }
  }
  return [...placed.values()].flat();
}

const stagesOf = (place: string | null): PlacedRows[] =>
  Array.from({ length: LIFE_STAGES }, (_, stage) => ({ place, stage, rows: [] }));

/** At most `most` of them, evenly over the whole. */
function spread(rows: readonly number[], most: number): number[] {
  const count = Math.min(rows.length, most);
  return Array.from({ length: count }, (_, at) => rows[Math.floor((at * rows.length) / count)]!);
}
