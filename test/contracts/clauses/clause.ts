import type { CrmHarness } from '../crm-harness.js';

/** What every dialect promises, in the order of the table in docs/contracts.md. */
export const CLAUSES = {
  'every lead once': 'Every lead is handed over once, in the order kinds refer to each other.',
  'killed anywhere': 'Killed after every page it hands over what a clean run does.',
  'reads agree': 'Two reads one after the other hand over the same records.',
  'shifting rows': 'A row changed or deleted while pages are read hides no other for ever.',
  'second sync': 'A second sync repeats nothing but the overlap, and writes no row.',
  'clock skew': 'Their clock may be an hour ahead of ours or behind it.',
  'future cursor': 'A record or a clock a day ahead hides nothing that changes later.',
  'unknown fields': 'Fields nobody mapped block nothing.',
  'unknown status': 'A status nobody mapped is quarantined with the fix, never taken for LOST.',
  'long id': 'An id of 17 digits survives.',
  deletion: 'A lead deleted there is no sales lead any more.',
  merge: 'Of two leads merged there one is left.',
  'read faults':
    '429, 5xx, timeout, half an answer, a web page, a hang-up: unavailable, nothing lost.',
  'token expiry': 'Tokens may end between two calls of one page.',
  'wrong secrets': 'Refused credentials are said to be that, and are not shown.',
  pushes: 'Every score of a push gets its own result.',
  'push faults': 'The same faults while pushing: every score is given back for later.',
  'failures alone': 'A record that fails fails alone, and is sent again alone.',
  'read back': 'What was written can be read back.',
  echo: 'Our own write comes back and changes nothing.',
  'message proof': 'A message is believed by a signature over its very bytes.',
  'message records': 'A message reads as the records a pull hands over.',
} as const;

export type Clause = keyof typeof CLAUSES;

/** What a system cannot do, each with the reason that the table shows. */
export type Cannot = Partial<Record<Clause, string>>;

/** Called once for each dialect; `harness` is the one of the running test. */
export interface ClauseContext {
  harness: () => CrmHarness;
  /** A clause with its sentences; where the dialect cannot, the reason instead of them. */
  clause: (name: Clause, sentences: () => void) => void;
}

/** The harness' own means, or a failure that says what to do. */
export function needed<T>(means: T | undefined, name: string): T {
  if (means !== undefined) return means;
  throw new Error(`The harness has no ${name}(): add it, or say in 'cannot' why there is none.`);
}
