import {
  lifeStage,
  rangeAt,
  rangeIndex,
  type FeatureColumn,
  type FeatureVector,
  type SeenAlike,
  type ValueRange,
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

interface StageCounts extends Omit<CountedStage, 'features'> {
  features: Map<string, Map<string, CountedCell>>;
}

/** What became of earlier leads, by what was known of them; see `countLeadsAlike`. */
export class LeadsAlike {
  private readonly edges: Map<string, number[]>;
  private readonly places: Map<string | null, StageCounts[]>;

  constructor(private readonly state: LeadsAlikeState) {
    if (!Array.isArray(state?.edges) || !Array.isArray(state.places)) {
      throw new InvalidEstimatorStateError('The saved counts of leads alike are damaged.');
    }
    this.edges = new Map(state.edges);
    this.places = new Map(state.places.map(({ place, stages }) => [place, stages.map(indexed)]));
  }

  static none(): LeadsAlike {
    return new LeadsAlike({ edges: [], places: [] });
  }

  /**
   * Leads alike in one feature at the same stage: of the rooftop where it has seen enough, else of the
   * group; undefined where there are too few anywhere or the value is missing.
   */
  of(rooftop: string, column: FeatureColumn, vector: FeatureVector): SeenAlike | undefined {
    const placed = this.cellOf(column, vector[column.name] ?? null);
    if (!placed) return undefined;
    const { key, range } = placed;
    const stage = lifeStage(vector['ageHours']);
    const seenHere = told(this.places.get(rooftop)?.[stage], column.name, key);
    const own = seenHere && seenHere.leads >= LEAST_OWN_LEADS ? seenHere : undefined;
    const counted = own ?? told(this.places.get(null)?.[stage], column.name, key);
    return counted && { ...counted, where: own ? 'rooftop' : 'group', stage, range };
  }

  private cellOf(
    { name, kind }: FeatureColumn,
    value: number | string | null,
  ): { key: string; range: ValueRange | null } | undefined {
    if (value === null) return undefined;
    if (kind === 'categorical') return { key: String(value), range: null };
    const edges = this.edges.get(name) ?? [];
    const index = rangeIndex(edges, Number(value));
    return { key: String(index), range: rangeAt(edges, index) };
  }

  toState(): LeadsAlikeState {
    return this.state;
  }
}

type Told = Pick<SeenAlike, 'leads' | 'won' | 'timesAsOften'>;

function told(of: StageCounts | undefined, feature: string, key: string): Told | undefined {
  const cell = of?.features.get(feature)?.get(key);
  if (!of || !cell) return undefined;
  const [, leads, won, rate] = cell;
  if (leads * of.rate < LEAST_EXPECTED) return undefined;
  return { leads, won, timesAsOften: rate / of.rate };
}

const indexed = ({ features, ...counts }: CountedStage): StageCounts => ({
  ...counts,
  features: new Map(
    features.map(([feature, cells]) => [feature, new Map(cells.map((cell) => [cell[0], cell]))]),
  ),
});
