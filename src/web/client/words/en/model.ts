import { count } from './say';

/** Texts of the model's page, in one place. */
export const modelWords = {
  title: 'The model',
  line: (number: number, family: string, made: string) =>
    `Version ${number}, ${familyName(family)}, made ${day(made)}`,
  facts: 'What it is',
  verdict: 'Why it serves',
  learnedFrom: 'Learned from',
  counts: (counts: Record<string, unknown>, window?: { from: string | null; to: string | null }) =>
    `${told(counts['leads'])} leads: ${told(counts['won'])} sold, ${told(counts['lost'])} lost, ` +
    `${told(counts['stale'])} gone quiet, ${told(counts['censored'])} still open${arrivals(window)}`,
  families: 'Families tried',
  tried: ({ family, logLoss }: { family: string; logLoss: number }) =>
    `${familyName(family)} (log-loss ${logLoss.toFixed(4)})`,
  noChoice: 'one only',
  made: 'To make it again',
  hash: (data: string, seed: number, code: string) =>
    `data ${data.slice(0, 12)}…, seed ${seed}, program ${code}`,
  limits: 'What it should not be trusted for',
  reliability: 'Did its promises hold?',
  reliabilitySays:
    'On the newest leads, which it had not learned from, as they arrived. On the line, promise and outcome agree; the bars are 90 % intervals.',
  segments: 'Where it holds, and where not',
  segmentsSay: 'The same leads, by what they have in common',
  segment: 'Segment',
  segmentName: ({ by, name }: { by: keyof typeof SEGMENTS; name: string }) =>
    `${SEGMENTS[by]}: ${name}`,
  court: 'What it was not allowed to know',
  courtSays: (features: number, leads: number) =>
    `Each of ${features} features was tried on ${count(leads, 'lead')} for knowledge of the outcome. What is questioned was learned from: an admin who knows the CRM should look, and rule.`,
  removed: 'Removed',
  questioned: 'Questioned, the most suspicious first',
  denied: 'Never a feature',
  deniedSays: (name: string, reason: string) => `${name}: it ${reason}`,
  byAdmin: 'ruled by an admin',
  nothing: 'Nothing.',
};

export const driftWords = {
  title: 'Do other leads come than it learned from?',
  says: (leads: number, model: number) =>
    `${count(leads, 'lead')} of the last 30 days, all rooftops, scored within an hour of arrival, against those model ${model} learned from, as they arrived. Below 0.1 an index is steady, from 0.1 worth a look, from 0.25 a reason to act; never below what chance does.`,
  tooFew: 'Too few leads came since to tell.',
  caption: 'The score, then the features that moved most',
  columns: ['What', 'Stability index', 'By chance', 'Means'],
  stability: {
    steady: 'steady',
    warn: 'look at it',
    act: 'act: train again, or mend what sends it',
    'too few': 'too few leads to tell',
  },
};

/** "1 Nov 2024" in UTC. */
const day = (instant: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(instant),
  );

const SEGMENTS = { rooftop: 'Rooftop', source: 'Source', intent: 'First message' };

const FAMILIES: Record<string, string> = {
  'base-rate': 'base rate',
  logistic: 'logistic regression',
  forest: 'forest of trees',
  'bagged-trees': 'mean of many trees',
  'ensemble-net': 'ensemble of neural nets',
  blend: 'blend of families',
};

/** A family this page does not know yet goes by its own name. */
export const familyName = (family: string): string => FAMILIES[family] ?? family;

/** Old versions did not write every count. */
const told = (value: unknown): string =>
  typeof value === 'number' ? value.toLocaleString('en-US') : 'unknown';

function arrivals(window: { from: string | null; to: string | null } | undefined): string {
  const since = window?.from ? ` from ${day(window.from)}` : '';
  const until = window?.to ? ` before ${day(window.to)}` : '';
  return since || until ? `; only arrivals${since}${until}` : '';
}
