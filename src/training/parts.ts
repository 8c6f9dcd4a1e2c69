import type { FeatureColumn } from '#features';

import { labelLeads } from './censoring.js';
import { partShortage } from './contest.js';
import type { Dataset } from './dataset.js';
import type { LabelledExamples } from './example-rows.js';
import { splitByArrival } from './split.js';

/** The three parts of a contest, labelled each by itself: a part's weights describe that part. */
export interface Parts {
  train: LabelledExamples;
  validation: LabelledExamples;
  holdout: LabelledExamples;
}

/** Splits by arrival and labels each part. */
export function partsOf(dataset: Dataset, now: Date): Parts {
  const { columns, rows, leads, horizonDays } = dataset;
  const split = splitByArrival(leads, now, horizonDays);
  const labelled = (part: Dataset['leads']): LabelledExamples =>
    rows.labelled(columns, labelLeads(part, now, horizonDays).labels);
  return {
    train: labelled(split.train),
    validation: labelled(split.validation),
    holdout: labelled(split.holdout),
  };
}

/** The same parts, reading no other columns. */
export function narrowed(parts: Parts, columns: FeatureColumn[]): Parts {
  const without = (part: LabelledExamples): LabelledExamples => ({
    ...part,
    table: { ...part.table, columns },
  });
  return {
    train: without(parts.train),
    validation: without(parts.validation),
    holdout: without(parts.holdout),
  };
}

/** What a part lacks for a contest, in words; undefined when each has enough. */
export function partsShortage(parts: Parts): string | undefined {
  return partShortage(
    Object.entries(parts).map(([name, { labels, leadOf }]: [string, LabelledExamples]) => ({
      name,
      won: leadsWith(1, labels, leadOf),
      lost: leadsWith(0, labels, leadOf),
    })),
  );
}

const leadsWith = (label: number, labels: Float64Array, leadOf: Int32Array): number =>
  new Set([...leadOf].filter((_, row) => labels[row] === label)).size;
