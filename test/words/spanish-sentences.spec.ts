import {
  actionSentence,
  changeSentence,
  DESK_ACTIONS,
  describeValue,
  evidenceSentence,
  featureSchema,
  reasonSentence,
  type FeatureColumn,
  UNCHANGED_WORDS,
} from '#features';
import { DENIED_WORDS } from '../../src/features/denied-words.js';
import { saidOfLeads } from '../../src/web/client/words/es/said-of-leads.js';
import { saidOfModels } from '../../src/web/client/words/es/said-of-models.js';
import { saidOfSystems } from '../../src/web/client/words/es/said-of-systems.js';
import { saidOfTalks } from '../../src/web/client/words/es/said-of-talks.js';
import { translator } from '../../src/web/client/words/translating.js';

const inSpanish = translator({ ...saidOfSystems, ...saidOfModels, ...saidOfLeads, ...saidOfTalks });
/** Words that no Spanish sentence has: one left over is a part that nobody translated. */
const ENGLISH =
  /\b(the|of|with|has|have|was|were|wants?|is|are|it|its|asked|by|buyers?|such|here|and|from|to|not|leads?|days?|hours?|minutes?|years?|known|sent|price|vehicle|message|call|whole|often)\b/i;
const untranslated = (sentences: Iterable<string>): string[] =>
  [...new Set(sentences)].filter((sentence) => ENGLISH.test(inSpanish(sentence)));

const US = { currency: 'USD' };
const NUMBERS = [-12.4, -1, 0, 0.2, 1, 2, 3, 17, 80, 1234, 30_000, 450_000];
const WORDS: Record<string, string[]> = {
  arrivalWeekday: ['Monday', 'Sunday'],
  messageKind: ['default question', 'own words', 'none'],
  emailKind: ['none', 'private', 'work', 'relay'],
  preferredContact: ['phone', 'text', 'email'],
  distanceBand: ['0-10 km', '25-50 km', '100+ km'],
  lastWord: ['the buyer', 'our machine', 'our people'],
  condition: ['new', 'used', 'certified'],
};
const PHRASES = featureSchema().flatMap((column) =>
  [null, ...valuesOf(column)].map((value) => describeValue(column, value, US)),
);

function valuesOf({ name, kind }: FeatureColumn): (string | number)[] {
  return kind === 'numeric' ? NUMBERS : ['yes', 'no', ...(WORDS[name] ?? [])];
}

describe('Spanish for what the server says', () => {
  it('has a phrase for every feature and every kind of value', () => {
    expect(PHRASES.length).toBeGreaterThan(500);
    expect(untranslated(PHRASES)).toEqual([]);
  });

  it('has every reason, change, action and piece of evidence', () => {
    const reasons = PHRASES.flatMap((phrase) =>
      [0, 0.05, 0.3, 2, -0.05, -0.3, -2].map((logOdds) => reasonSentence(phrase, logOdds)),
    );
    const changes = [...PHRASES, ...Object.values(UNCHANGED_WORDS)].flatMap((phrase) =>
      [1, -1].map((logOdds) => changeSentence(phrase, logOdds)),
    );
    const actions = DESK_ACTIONS.flatMap((action) =>
      [3, 300].map((age) => actionSentence(action, age, { from: 3, to: 12 })),
    );
    expect(untranslated([...reasons, ...changes, ...actions])).toEqual([]);
  });

  it.each(['rooftop', 'group'] as const)('counts leads alike in the %s', (where) => {
    const sentences = featureSchema().flatMap((column) =>
      RANGES.flatMap((range) =>
        [0, 1, 4].flatMap((stage) =>
          [0, 38].map((won) =>
            evidenceSentence(
              column,
              { leads: 1310, won, timesAsOften: 2.1, where, stage, range },
              US,
            ),
          ),
        ),
      ),
    );
    expect(untranslated(sentences)).toEqual([]);
  });

  it('names every feature, and why some are none', () => {
    const labels = featureSchema().map(({ label }) => label);
    expect(labels.filter((label) => inSpanish(label) === label)).toEqual([]);
    expect(
      untranslated(
        Object.keys(DENIED_WORDS).map(
          (topic) => `says something about ${topic}, which is never used for a score`,
        ),
      ),
    ).toEqual([]);
  });

  it.each([
    'promoted over the base rate: error −17.5 % (90 % interval −21.5 to −13.9 %) on the newest leads, log-loss 0.1207 instead of 0.1463; hazards kept: error +0.4 % (90 % interval −0.3 to +1.1 %) with them, sales promised for each one seen 1.25 → 1.16',
    'kept champion 3: challenger promises 1.90 sales for each one seen; error 0.0 % (90 % interval −1.0 to +10.0 %) on the newest leads, log-loss 0.1 instead of 0.2',
    'on 45 leads answered since, learned again from what champion 3 knew: error +2.0 % (90 % interval −1.0 to +10.0 %)',
    "promoted over the base rate: challenger's log-loss 0.1207 vs 0.1463, saved +0.0256 (90 % +0.0204..+0.0315); hazards kept: they save -0.0012 log-loss (90 % -0.0027..+0.0003), promised over seen 1.25 → 1.16",
    "kept champion 3: challenger promises 1.90 sales for each one seen; challenger's log-loss 0.1 vs 0.2, saved +0.1000 (90 % -0.1000..+0.2000)",
    'not enough outcomes to learn from: 12 won leads known, 40 needed; 25 lost leads known, 40 needed. Connect a CRM with its history or import past leads with outcomes.',
    'alone it puts a won lead above another 91 times in 100 (AUC 0.910), which no fact known at arrival does; it is filled for 41 % of the won and 0.3 % of the other leads',
    'https://crm.example.com/api answered 503.',
    'answered 302; redirects are not followed',
    'Connection crm is paused. Resume it with POST /v1/connections/crm/resume.',
  ])('has %s', (sentence) => {
    expect(untranslated([sentence])).toEqual([]);
  });

  it('keeps a capital where the English has one, and leaves what it does not know', () => {
    expect(inSpanish('Answered after 12 minutes')).toBe('Respondido tras 12 minutos');
    expect(inSpanish('answered after 12 minutes')).toBe('respondido tras 12 minutos');
    expect(inSpanish('Arrived on a Thursday')).toBe('Llegó un jueves');
    expect(inSpanish('Listing views: 24')).toBe('Listing views: 24');
    expect(inSpanish('Comes by on Saturday')).toBe('Comes by on Saturday');
  });
});

const RANGES = [
  null,
  { from: -Infinity, to: 4 },
  { from: 4, to: 24 },
  { from: 24, to: Infinity },
  { from: 1, to: 2 },
];
