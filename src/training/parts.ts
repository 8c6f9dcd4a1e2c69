import type { FeatureColumn } from '#features';

import { labelLeads } from './censoring.js';
import { partShortage } from './contest.js';
import type { Dataset } from './dataset.js';
import type { LabelledExamples } from './example-rows.js';
import { followedThrough, type FollowedRows } from './followed-leads.js';
import { splitByArrival } from './split.js';

/** The three parts of a contest, labelled each by itself: a part's weights describe that part. */
export interface Parts {
  train: LabelledExamples;
  validation: LabelledExamples;
  holdout: LabelledExamples;
  /** Validation and holdout leads, open ones too: hazards are learned where the estimator has not. */
  followed: FollowedRows;
  horizonDays: number;
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
    followed: rows.followed(columns, [...split.validation, ...split.holdout]),
    horizonDays,
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
    followed: followedThrough({ ...parts.followed.table, columns }, parts.followed),
    horizonDays: parts.horizonDays,
  };
}

/** What a part lacks for a contest, in words; undefined when each has enough. */
export function partsShortage({ train, validation, holdout }: Parts): string | undefined {
  return partShortage(
    Object.entries({ train, validation, holdout }).map(([name, { labels, leadOf }]) => ({
      name,
      won: leadsWith(1, labels, leadOf),
      lost: leadsWith(0, labels, leadOf),
    })),
  );
}

const leadsWith = (label: number, labels: Float64Array, leadOf: Int32Array): number =>
  new Set([...leadOf].filter((_, row) => labels[row] === label)).size;
