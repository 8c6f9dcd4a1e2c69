import { setImmediate as yieldToOthers } from 'node:timers/promises';
import {
  LIFE_STAGES,
  lifeStage,
  rangeEdges,
  rangeIndex,
  type FeatureColumn,
  type FeatureTable,
} from '#features';
import type { Examples } from '../estimator.js';
import type { CountedCell, CountedPlace, LeadsAlikeState } from './leads-alike.js';

/** A group of fewer leads is told to nobody, and kept nowhere. */
export const LEAST_LEADS_TOLD = 10;
/** Rows counted before other work of the process gets its turn. */
const ROWS_AT_A_TIME = 20_000;
/** What the group as a whole is counted under, beside its rooftops. */
const GROUP = null;

/**
 * Counts what became of leads by every feature's value or range, by stage of life, for each rooftop and
 * for all together: on the labels and weights the model learned from. A lead counts once in a cell,
 * however many of its cutoffs lie there.
 *
 * @param examples - the rows of one lead stand together.
 */
export async function countLeadsAlike(examples: Examples): Promise<LeadsAlikeState> {
  const rows = new CountedRows(examples);
  const { table } = examples;
  const edges = table.columns
    .filter(({ kind }) => kind === 'numeric')
    .map((column): [string, number[]] => [
      column.name,
      rangeEdges(column, table.numeric.get(column.name) ?? new Float64Array(0)),
    ]);
  const places = rows.places.map((place): CountedPlace => ({ place, stages: [] }));
  const totals = await rows.tally(new Int32Array(table.rowCount), 1);
  for (const [at, counted] of places.entries()) {
    counted.stages = Array.from({ length: LIFE_STAGES }, (_, stage) => ({
      ...totals.at(at, stage, 0),
      features: [],
    }));
  }
  const edgesOf = new Map(edges);
  for (const column of table.columns) {
    const { keys, keyOf } = keysOf(column, table, edgesOf.get(column.name));
    const tally = await rows.tally(keyOf, keys.length);
    for (const [at, { stages }] of places.entries()) {
      for (const [stage, counted] of stages.entries()) {
        const cells = keys.flatMap((key, index): CountedCell[] => {
          const { leads, won, rate } = tally.at(at, stage, index);
          return leads < LEAST_LEADS_TOLD ? [] : [[key, leads, won, rate]];
        });
        if (cells.length) counted.features.push([column.name, cells]);
      }
    }
  }
  return { edges, places };
}

/** Which key each row has of one feature; -1 for a missing value. */
function keysOf(
  { name, kind }: FeatureColumn,
  { numeric, categorical, rowCount }: FeatureTable,
  edges: number[] = [],
): { keys: string[]; keyOf: Int32Array } {
  if (kind === 'numeric') {
    const values = numeric.get(name);
    const keyOf = Int32Array.from({ length: rowCount }, (_, row) => {
      const value = values?.[row] ?? Number.NaN;
      return Number.isNaN(value) ? -1 : rangeIndex(edges, value);
    });
    return { keys: Array.from({ length: edges.length + 1 }, (_, index) => String(index)), keyOf };
  }
  const texts = categorical.get(name) ?? [];
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  const keys = [...counts.keys()].filter((key) => counts.get(key)! >= LEAST_LEADS_TOLD).toSorted();
  const indexOf = new Map(keys.map((key, index) => [key, index]));
  const keyOf = Int32Array.from(
    { length: rowCount },
    (_, row) => indexOf.get(texts[row] ?? '') ?? -1,
  );
  return { keys, keyOf };
}

interface Counted {
  leads: number;
  won: number;
  /** Share bought, by the labels' weights. */
  rate: number;
}

/** Rows with their lead, place and stage, ready to be counted by one feature after the other. */
class CountedRows {
  /** The group first, then every rooftop. */
  readonly places: (string | null)[];
  private readonly placeOf: Int32Array;
  private readonly stageOf: Uint8Array;
  private readonly leadOf: Int32Array;

  constructor(private readonly examples: Examples) {
    const { table, groups } = examples;
    const rooftops = table.categorical.get('dealership') ?? [];
    this.places = [GROUP, ...new Set(rooftops.filter((rooftop) => rooftop !== null))];
    const indexOf = new Map(this.places.map((place, index) => [place, index]));
    this.placeOf = Int32Array.from({ length: table.rowCount }, (_, row) =>
      indexOf.get(rooftops[row] ?? GROUP)!,
    );
    const ages = table.numeric.get('ageHours');
    this.stageOf = Uint8Array.from({ length: table.rowCount }, (_, row) => lifeStage(ages?.[row]));
    const dense = new Map<string, number>();
    this.leadOf = Int32Array.from({ length: table.rowCount }, (_, row) => {
      const lead = groups?.[row] ?? String(row);
      if (!dense.has(lead)) dense.set(lead, dense.size);
      return dense.get(lead)!;
    });
  }

  async tally(
    keyOf: Int32Array,
    keyCount: number,
  ): Promise<{ at(place: number, stage: number, key: number): Counted }> {
    const { labels, weights } = this.examples;
    const cells = this.places.length * LIFE_STAGES * keyCount;
    const [leads, won] = [new Uint32Array(cells), new Uint32Array(cells)];
    const [weight, weightWon] = [new Float64Array(cells), new Float64Array(cells)];
    const lastLead = new Int32Array(cells).fill(-1);
    const cellOf = (place: number, stage: number, key: number): number =>
      (place * LIFE_STAGES + stage) * keyCount + key;
    const count = (cell: number, row: number): void => {
      if (lastLead[cell] === this.leadOf[row]) return;
      lastLead[cell] = this.leadOf[row]!;
      leads[cell]!++;
      won[cell]! += labels[row]!;
      weight[cell]! += weights?.[row] ?? 1;
      weightWon[cell]! += (weights?.[row] ?? 1) * labels[row]!;
    };
    for (let row = 0; row < keyOf.length; row++) {
      // oxlint-disable-next-line no-await-in-loop -- in turns with whatever else the process does
      if (row % ROWS_AT_A_TIME === 0) await yieldToOthers();
      const key = keyOf[row]!;
      if (key < 0) continue;
      count(cellOf(0, this.stageOf[row]!, key), row);
      if (this.placeOf[row]! > 0) count(cellOf(this.placeOf[row]!, this.stageOf[row]!, key), row);
    }
    return {
      at(place, stage, key) {
        const cell = cellOf(place, stage, key);
        const rate = weight[cell] ? weightWon[cell]! / weight[cell] : 0;
        return { leads: leads[cell]!, won: won[cell]!, rate: Number(rate.toPrecision(6)) };
      },
    };
  }
}
