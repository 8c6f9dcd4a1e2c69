import type { FeatureColumn, FeatureTable, FeatureVector } from '#features';
import type { LeadOutcome } from '#leads';
import type { Examples } from '#model/fitting';

import type { LeadLabel } from './censoring.js';
import { daysOf, followedRows, type FollowedRows } from './followed-leads.js';
import { GrowingNumbers, GrowingWords } from './growing-columns.js';
import { sharedNumbers } from './shared-table.js';

/** Examples ready to learn from, each knowing its lead (dense and 0-based within them). */
export interface LabelledExamples extends Examples {
  weights: Float64Array;
  leadOf: Int32Array;
  groups: string[];
  /** Instants, in days since 1970. */
  cutoffDays: Float64Array;
}

/**
 * Feature vectors piled up column by column while they stream by: 8 bytes a number and 4 a word, where
 * the vectors themselves would take 24 and 64. Features that turn up late (custom attributes of another
 * dealership) are missing in the rows before.
 */
export class ExampleRows {
  private readonly leadIds: string[] = [];
  private readonly cutoffDays = new GrowingNumbers();
  private readonly numbers = new Map<string, GrowingNumbers>();
  private readonly texts = new Map<string, GrowingWords>();

  get rowCount(): number {
    return this.leadIds.length;
  }

  add(leadId: string, vector: FeatureVector, cutoff: Date): void {
    const row = this.leadIds.push(leadId) - 1;
    this.cutoffDays.set(row, daysOf(cutoff));
    for (const name in vector) {
      const value = vector[name];
      if (typeof value === 'number') this.numbersOf(name).set(row, value);
      else if (typeof value === 'string') this.textsOf(name).set(row, value);
    }
  }

  /**
   * The rows of the labelled leads, as a table. Every cutoff carries its lead's whole weight: divided
   * by the number of cutoffs, leads answered quickly (and so with few cutoffs) would count more at
   * arrival, where nobody can know yet that they will be quick.
   */
  labelled(columns: FeatureColumn[], labels: ReadonlyMap<string, LeadLabel>): LabelledExamples {
    const rows = [...this.leadIds.keys()].filter((row) => labels.has(this.leadIds[row]!));
    const groups = rows.map((row) => this.leadIds[row]!);
    const denseOf = new Map<string, number>();
    const leadOf = Int32Array.from(groups, (leadId) => {
      const dense = denseOf.get(leadId) ?? denseOf.size;
      denseOf.set(leadId, dense);
      return dense;
    });
    return {
      table: this.table(columns, rows),
      labels: Float64Array.from(groups, (leadId) => labels.get(leadId)!.label),
      weights: Float64Array.from(groups, (leadId) => labels.get(leadId)!.weight),
      leadOf,
      groups,
      cutoffDays: this.cutoffsOf(rows),
    };
  }

  /** The rows of these leads, open ones too, followed from each cutoff on. */
  followed(columns: FeatureColumn[], leads: readonly LeadOutcome[]): FollowedRows {
    const leadOf = new Map(leads.map((lead) => [lead.leadId, lead]));
    const rows = [...this.leadIds.keys()].filter((row) => leadOf.has(this.leadIds[row]!));
    return followedRows(
      this.table(columns, rows),
      rows.map((row) => leadOf.get(this.leadIds[row]!)!),
      this.cutoffsOf(rows),
    );
  }

  private cutoffsOf(rows: number[]): Float64Array {
    return Float64Array.from(rows, (row) => this.cutoffDays.at(row));
  }

  private table(columns: FeatureColumn[], rows: number[]): FeatureTable {
    const table: FeatureTable = {
      columns,
      rowCount: rows.length,
      numeric: new Map(),
      categorical: new Map(),
    };
    for (const { name, kind } of columns) {
      const numbers = this.numbers.get(name);
      const texts = this.texts.get(name);
      if (kind === 'numeric') {
        table.numeric.set(
          name,
          sharedNumbers(rows, (row) => numbers?.at(row) ?? Number.NaN),
        );
      } else {
        table.categorical.set(
          name,
          rows.map((row) => texts?.at(row) ?? numbers?.textAt(row) ?? null),
        );
      }
    }
    return table;
  }

  private numbersOf(name: string): GrowingNumbers {
    let column = this.numbers.get(name);
    if (!column) this.numbers.set(name, (column = new GrowingNumbers()));
    return column;
  }

  private textsOf(name: string): GrowingWords {
    let column = this.texts.get(name);
    if (!column) this.texts.set(name, (column = new GrowingWords()));
    return column;
  }
}
