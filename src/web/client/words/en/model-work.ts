import { familyName } from './model';

const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** What is done to models: trained, put to serve, taken back, and what may be learned from. */
export const modelWork = {
  training: {
    title: 'Learning',
    says: 'It learns anew every night. A new version serves only when it beats the present one on the newest leads.',
    train: 'Train now',
    none: 'Nothing was learned yet.',
    queued: 'Asked for; it starts in a moment.',
    phase: (done: number): string => {
      if (done < 0.3) return 'Reading leads and what became of them';
      return done < 0.75 ? 'Letting the families compete' : 'The winner learns from everything';
    },
    percent,
    meanwhile: 'The desk goes on with the present version. You can leave this page.',
    earlier: (number: number) => (number === 1 ? 'The run before' : `The ${number} runs before`),
    askedBy: (who: string) => `asked for by ${who}`,
    states: {
      queued: 'Asked for',
      running: 'Learning',
      promoted: 'A new version serves',
      kept_champion: 'The present version stays',
      refused: 'Too little to learn from',
      failed: 'It failed; the present version stays',
      held: 'Held back: too good to be believed',
    },
    heldForAdmin: 'An admin decides whether it serves.',
    heldSays:
      'Look at what the label court questions first. If your leads truly are this easy to tell, accept; if a column knows the outcome, refuse that column and train again.',
    accept: 'Accept and let it serve',
    acceptTitle: (number: number | undefined) =>
      number === undefined ? 'Accept this run?' : `Let version ${number} serve?`,
    acceptSays:
      'It scores every rooftop from now on, and open leads are scored anew at once. Later runs that read the same columns are not held for this again.',
    seeCourt: 'See what is questioned',
  },
  versions: {
    title: 'Versions',
    says: 'Versions never change. Which of them serves can be changed at any time, and back.',
    none: 'There is no version yet. The first is made once enough outcomes are known.',
    name: (number: number, family: string) => `Version ${number} · ${familyName(family)}`,
    serving: 'Serves',
    servedOnce: 'Served before',
    never: 'Never served',
    made: (when: string) => `Made ${when}`,
    logLoss: (value: number | undefined) =>
      value === undefined ? '' : `log-loss ${value.toFixed(4)}`,
    auc: (value: number | undefined) => (value === undefined ? '' : `AUC ${value.toFixed(3)}`),
    card: 'Show its card',
    cardShown: 'Card shown below',
    ofVersion: (says: string, number: number) => `${says}: version ${number}`,
    promote: 'Let it serve',
    promoteTitle: (number: number) => `Let version ${number} serve?`,
    promoteSays:
      'Whatever the contest said, it scores every rooftop from now on, and open leads are scored anew at once. You can go back at any time.',
    back: (number: number) => `Go back to version ${number}`,
    backTitle: (from: number, to: number) => `Go back from version ${from} to version ${to}?`,
    backSays:
      'The earlier version scores every rooftop from now on, and open leads are scored anew at once.',
    served: (number: number) =>
      `Version ${number} serves. Open leads are being scored anew, and change on the desk by themselves.`,
    all: (number: number) => `Show all ${number}`,
    factsOf: (number: number) => `What version ${number} is`,
    verdict: 'What the contest said',
    history: 'When it was put to serve',
  },
  court: {
    kept: (number: number) =>
      number === 1 ? '1 feature was kept' : `${number} features were kept`,
    alone: (auc: number) => `alone it ranks leads with an AUC of ${auc.toFixed(2)}`,
    filled: (share: number) => `filled in ${percent(share)} of leads`,
    say: { admit: 'Keep it', refuse: 'Refuse it', withdraw: 'Take the ruling back' },
    sayOf: (say: string, feature: string) => `${say}: ${feature}`,
    titles: {
      admit: (feature: string) => `Keep “${feature}”?`,
      refuse: (feature: string) => `Refuse “${feature}”?`,
      withdraw: (feature: string) => `Take back the ruling on “${feature}”?`,
    },
    means: {
      admit: 'Later training runs learn from it, whatever the court finds.',
      refuse: 'Later training runs do not learn from it. What serves now stays as it is.',
      withdraw: 'The court’s own finding holds again from the next training on.',
    },
    ruled: (ruling: string, who: string) =>
      `${ruling === 'admit' ? 'Kept' : 'Refused'} by ${who}, from the next training on`,
  },
  actors: {
    key: (name: string) => `the key “${name}”`,
    parts: {
      schedule: 'the nightly schedule',
      'training-run': 'the training',
      key: 'an API key',
      staff: 'somebody of the staff',
      cli: 'the command line',
      system: 'the program itself',
    },
  },
  reasoned: {
    why: 'Why?',
    whyHint: 'One sentence. It is kept in the audit trail with your name.',
    tooShort: 'Say why in a few words.',
  },
};
