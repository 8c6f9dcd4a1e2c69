import {
  lifeStage,
  rangeAt,
  rangeIndex,
  type FeatureColumn,
  type FeatureVector,
  type SeenAlike,
} from '#features';
import { InvalidEstimatorStateError } from '../fitting-errors.js';

/** A value or the index of a range, with the leads that had it, those won, and the weighted rate of buying. */
export type CountedCell = [key: string, leads: number, won: number, rate: number];

export interface CountedStage {
  leads: number;
  won: number;
  rate: number;
  features: [feature: string, cells: CountedCell[]][];
}

export interface CountedPlace {
  /** A rooftop; null for the whole group. */
  place: string | null;
  stages: CountedStage[];
}

/** Counts of leads alone, in groups of ten and more; JSON-safe. */
export interface LeadsAlikeState {
  /** Of every numeric feature, the inner edges of its ranges. */
  edges: [feature: string, edges: number[]][];
  places: CountedPlace[];
}

/** A rooftop speaks for itself where it has seen so many leads alike. */
const LEAST_OWN_LEADS = 50;
/** Of leads alike so many would buy at the usual rate: what fewer show is chance. */
const LEAST_EXPECTED = 3;

/** By feature, then by value or index of a range; without cells that show too little. */
type SeenByValue = Map<string, Map<string, SeenAlike>>;

/** What became of earlier leads, by what was known of them; see `countLeadsAlike`. */
export class LeadsAlike {
  private readonly edges: Map<string, number[]>;
  private readonly places: Map<string | null, SeenByValue[]>;

  constructor(private readonly state: LeadsAlikeState) {
    if (!Array.isArray(state?.edges) || !Array.isArray(state.places)) {
      throw new InvalidEstimatorStateError('The saved counts of leads alike are damaged.');
    }
    this.edges = new Map(state.edges);
    this.places = new Map(
      state.places.map(({ place, stages }) => [
        place,
        stages.map((counted, stage) => this.seenByValue(place, stage, counted)),
      ]),
    );
  }

  static none(): LeadsAlike {
    return new LeadsAlike({ edges: [], places: [] });
  }

  /**
   * Leads alike in one feature at the same stage: of the rooftop where it has seen enough, else of the
   * group; undefined where there are too few anywhere or the value is missing.
   *
   * @returns the same object for all that are alike.
   */
  of(rooftop: string, column: FeatureColumn, vector: FeatureVector): SeenAlike | undefined {
    const at = { rooftop, stage: lifeStage(vector['ageHours']) };
    return this.at(at, column, vector[column.name] ?? null);
  }

  /** The same by the feature's value alone. */
  at(
    { rooftop, stage }: { rooftop: string; stage: number },
    column: FeatureColumn,
    value: number | string | null,
  ): SeenAlike | undefined {
    const key = this.keyOf(column, value);
    if (key === undefined) return undefined;
    const seenAt = (place: string | null): SeenAlike | undefined =>
      this.places.get(place)?.[stage]?.get(column.name)?.get(key);
    const own = seenAt(rooftop);
    return own && own.leads >= LEAST_OWN_LEADS ? own : seenAt(null);
  }

  private keyOf({ name, kind }: FeatureColumn, value: number | string | null): string | undefined {
    if (value === null) return undefined;
    if (kind === 'categorical') return String(value);
    return String(rangeIndex(this.edges.get(name) ?? [], Number(value)));
  }

  private seenByValue(place: string | null, stage: number, counted: CountedStage): SeenByValue {
    const where = place === null ? 'group' : 'rooftop';
    const seen = ([key, leads, won, rate]: CountedCell, edges?: number[]): SeenAlike => ({
      leads,
      won,
      timesAsOften: rate / counted.rate,
      where,
      stage,
      range: edges ? rangeAt(edges, Number(key)) : null,
    });
    return new Map(
      counted.features.map(([feature, cells]) => {
        const edges = this.edges.get(feature);
        const telling = cells.filter(([, leads]) => leads * counted.rate >= LEAST_EXPECTED);
        return [feature, new Map(telling.map((cell) => [cell[0], seen(cell, edges)]))];
      }),
    );
  }

  toState(): LeadsAlikeState {
    return this.state;
  }
}
