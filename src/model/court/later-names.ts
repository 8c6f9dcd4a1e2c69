import type { Evidence } from './evidence.js';

/** Words by which CRMs call what somebody noted, judged or counted after the lead had come. */
const LATER_WORDS: ReadonlySet<string> = new Set([
  // a state that later ones overwrite
  'last', 'latest', 'final', 'status', 'stage', 'substatus',
  // an ending
  'outcome', 'result', 'disposition', 'closed', 'close', 'closing', 'won', 'lost', 'sold', 'sale', 'converted',
  'conversion', 'approved', 'funded', 'delivered', 'cancelled', 'canceled', 'reason', 'resolution',
  // somebody's judgement
  'tag', 'tags', 'quality', 'grade', 'rating', 'rank', 'score', 'index', 'profile', 'qualified', 'temperature',
  'priority', 'verdict', 'remark', 'remarks', 'note', 'notes', 'comment', 'comments', 'feedback', 'label',
  // work done on it
  'contacted', 'called', 'call', 'duration', 'seconds', 'talk', 'reached', 'followup', 'appointment', 'visited',
  'quoted', 'quote', 'invoice', 'payment', 'deposit', 'contract',
]); // oxfmt-ignore

/**
 * Does its name speak of something that happens after arrival? A name proves nothing: it makes a
 * feature that is suspected already more so, and no innocent one a suspect.
 */
export function nameEvidence(name: string): Evidence | undefined {
  const word = wordsOf(name).find((each) => LATER_WORDS.has(each));
  if (word === undefined) return undefined;
  return {
    kind: 'name',
    value: 1,
    strength: 0.4,
    convicts: false,
    words: `its name speaks of something later ("${word}")`,
  };
}

const wordsOf = (name: string): string[] =>
  name
    .replace(/^custom\./, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u);
