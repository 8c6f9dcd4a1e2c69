import { admitted, concatExamples, courtWords, holdCourt } from '#model/fitting';
import type { BenchmarkSet, FeatureChoice, Split } from './benchmark-set.js';

/** report: the fit uses every column of the spec; removed: those the court lets stand. */
export type CourtChoice = 'report' | 'removed';

/** What the bench does where nobody says otherwise, and what its report says of it. */
export const usualCourt = (features: FeatureChoice): CourtChoice =>
  features === 'all' ? 'removed' : 'report';

export const COURT_NOTES: Record<CourtChoice, string> = {
  report: 'The label court reports only: nothing it finds is taken from the fit.',
  removed: 'Of them, what the label court removed is not learned from; what it only questions is.',
};

export interface CourtSession {
  /** The set as it is learned from. */
  set: BenchmarkSet;
  words: string[];
}

/** Tries the columns on train and valid, as the product does before it trains. */
export async function courtSession(set: BenchmarkSet, choice: CourtChoice): Promise<CourtSession> {
  const { train, valid } = set;
  const arrivals = Float64Array.from([...train.arrivals, ...valid.arrivals]);
  const record = await holdCourt({ examples: concatExamples(train, valid), arrivals });
  const words = courtWords(record);
  if (choice === 'report') return { set, words };
  const stands = admitted(record);
  const narrowed = (split: Split): BenchmarkSet[Split] => {
    const { table, ...rest } = set[split];
    const columns = table.columns.filter(({ name }) => stands.has(name));
    return { ...rest, table: { ...table, columns } };
  };
  return {
    set: { ...set, train: narrowed('train'), valid: narrowed('valid'), test: narrowed('test') },
    words,
  };
}
