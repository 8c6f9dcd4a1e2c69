import { count, oneIn, span } from './counting';
import { driftWords, modelWords } from './model-words';

/** Every text of the desk, in one place. Functions where a number or a name goes in. */
export const words = {
  product: 'Lead Likelihood',
  skip: 'Skip to the leads',
  simulated: 'Simulated dealership',
  simulatedMeans: 'people, vehicles and sales here are made up',
  loading: 'Loading',
  retry: 'Try again',
  live: {
    on: 'Live',
    off: 'Every 15 s',
    onHint: 'Changes appear by themselves',
    offHint: 'No live connection; the list is read again every 15 seconds',
  },
  nav: { queue: 'Call next', scorecard: 'Scorecard', model: 'Model', me: 'Me', label: 'Pages' },

  signIn: {
    title: 'Sign in to the desk',
    lead: 'Whom to call now, why, and what to say first.',
    email: 'E-mail',
    password: 'Password',
    button: 'Sign in',
    busy: 'Signing in …',
    out: 'Sign out',
  },
  me: {
    title: 'Me',
    as: (role: string) => `Signed in as ${roleWords[role] ?? role}`,
    rooftop: 'Rooftop',
    rooftops: 'Your rooftops',
    promise: (minutes: number) => `Promises a first human answer within ${minutes} min`,
  },

  queue: {
    title: 'Call next',
    counts: (waiting: number, over: number) =>
      `${waiting} waiting${over > 0 ? ` · ${over} over promise` : ''}`,
    filters: 'Which leads',
    all: 'All open',
    waiting: 'Waiting',
    columns: {
      likelihood: 'Likelihood',
      customer: 'Customer',
      vehicle: 'Vehicle',
      promise: 'Answer',
      reason: 'Strongest reason',
      arrived: 'Arrived',
    },
    tableLabel: 'Open leads, most likely to buy first',
    more: 'Show more leads',
    moreBusy: 'Loading more …',
    keys: 'j k move · Enter opens',
    noName: 'Name not given',
    noVehicle: 'No vehicle named',
    noMessage: 'No message',
    noReason: 'No reason stands out',
    sold: 'sold',
    unscored: 'Not scored yet',
    cut: (amount: string, when: string) => `cut ${amount} ${when}`.trimEnd(),
  },

  bands: {
    hot: { name: 'Hot', shape: '▲' },
    warm: { name: 'Warm', shape: '●' },
    cool: { name: 'Cool', shape: '▽' },
  },
  bandMeant: (band: string, won: number, leads: number, days: number) =>
    `${band} here: ${oneIn(won, leads)} bought (${won} of ${leads} scored over ${days} days ago)`,
  trend: { up: 'rising', down: 'falling', same: 'steady' },
  likely: (lower: number, upper: number) => `likely ${lower}–${upper}`,

  promise: {
    left: (minutes: number) => `${span(minutes)} left`,
    over: (minutes: number) => `${span(minutes)} over`,
    now: 'due now',
    answered: (minutes: number) => `answered in ${span(minutes)}`,
    closed: 'closed',
  },

  contact: {
    call: 'Call',
    text: 'Text',
    mail: 'Mail',
    none: 'No phone or e-mail given: answer in the listing’s chat',
    who: (way: string, name: string) => `${way} ${name}`,
  },

  lead: {
    back: 'Back to the list',
    why: 'Why',
    whyLead: (usual: number, percent: number) =>
      `This store’s usual lead of this age: ${usual} %. What is known here makes it ${percent} %.`,
    unanswered: 'If nobody answers',
    waiting: (percent: number, later: { hours: number; likelihoodPercent: number }[]) =>
      `Leads like it: ${percent} % now${later.map((one) => `, ${one.likelihoodPercent} % in ${one.hours} h`).join('')}.`,
    usual: 'Usual lead here',
    this: 'This lead',
    other: 'Everything else',
    points: 'points',
    forSale: 'speaks for a sale',
    againstSale: 'speaks against a sale',
    actions: 'What would help',
    association: 'Leads treated so bought so often: association, not proof.',
    changed: 'Since the score before',
    history: 'Likelihood so far',
    firstScore: (when: string) => `First scored ${when}; there is nothing to compare with yet.`,
    moved: (from: number, to: number, when: string) => `From ${from} % ${when} to ${to} % now`,
    steady: (percent: number, when: string) => `${percent} % since ${when}`,
    story: 'What happened',
    model: (number: number) => `Scored by model ${number}`,
    said: 'In their own words',
    outcome: 'How did it end?',
    won: 'Sold',
    lost: 'Lost',
    logTitle: 'What came of it?',
    unscored: 'No score yet. It comes with the first trained model, and then with every change.',
    facts: { source: 'Source', rep: 'Assigned to', arrived: 'Arrived', nobody: 'Nobody' },
    closedAs: (outcome: string) => `Closed: ${outcomeWords[outcome] ?? 'closed'}`,
  },
  log: {
    spoke: 'Spoke',
    leftMessage: 'Left message',
    appointment: 'Appointment',
    notInterested: 'Not interested',
    done: (what: string, name: string) => `${what} with ${name}`,
    logged: (what: string) => `Logged: ${what}`,
    undo: 'Undo',
    undone: 'Undone. Nothing was logged.',
    failed: (what: string, why: string) => `“${what}” was not logged. ${why}`,
    reasonNotInterested: 'Not interested',
  },

  timeline: {
    arrived: 'Message arrived',
    price: (from: string, to: string) => `Price ${from} → ${to}`,
    outcome: (outcome: string) => outcomeWords[outcome] ?? 'Status changed',
    robot: 'automatic',
    activity: (kind: string, direction: string) => activityWords(kind, direction),
    score: (from: number, to: number) => `Likelihood ${from} → ${to} %`,
  },

  empty: {
    noLeads: {
      title: 'No open leads',
      text: 'Nobody is waiting. A new lead appears here by itself as soon as your CRM hands it over.',
    },
    filtered: {
      title: 'No lead here',
      text: 'No open lead fits this filter at the moment.',
      button: 'Show all open leads',
    },
    noChampion: {
      title: 'No scores yet',
      text: 'The model learns from leads that were sold or lost. Once enough of them are in, it trains overnight and every open lead gets its likelihood. Until then leads are listed without one.',
    },
    scorecard: {
      title: 'Too early to judge',
      text: (waiting: number) =>
        `Scores are compared with what became of the leads. ${waiting === 0 ? 'No lead has been scored yet.' : `${count(waiting, 'scored lead')} ${waiting === 1 ? 'is' : 'are'} still waiting for an outcome.`} This page fills by itself as leads are sold or lost.`,
    },
  },

  scorecard: {
    title: 'Scorecard',
    lead: (leads: number, days: number) =>
      `${count(leads, 'lead')} with a known outcome, scored live in the last ${days} days. First score after arrival.`,
    auc: {
      name: 'Ranking',
      says: (share: number) =>
        `In ${Math.round(share * 100)} of 100 pairs the buyer was ranked above the one who did not buy. A coin would get 50.`,
    },
    lift: {
      name: 'Top tenth',
      says: (lift: number) =>
        `The tenth ranked first held ${lift.toFixed(1)}× as many sales as a tenth picked blindly.`,
    },
    recall: {
      name: 'Top fifth',
      says: (share: number) =>
        `Calling the first fifth reaches ${Math.round(share * 100)} % of all sales.`,
    },
    promise: {
      name: 'Promised against seen',
      says: (ratio: number) => {
        if (Math.abs(ratio - 1) < 0.1) return 'Scores promised about as many sales as there were.';
        return ratio > 1
          ? `Scores promised ${Math.round((ratio - 1) * 100)} % more sales than there were.`
          : `Scores promised ${Math.round((1 - ratio) * 100)} % fewer sales than there were.`;
      },
    },
    readiness: 'What scores rest on here',
    none: 'Not enough sales yet',
    plot: 'Does the score tell the truth?',
    plotSays:
      'Each dot is a group of leads scored alike: left to right what was promised, bottom to top what was seen. On the line, promise and outcome agree; the bars are 90 % intervals.',
    axisPromised: 'Promised likelihood',
    axisSeen: 'Bought',
    table: 'The numbers behind the plot',
    columns: {
      promised: 'Promised',
      seen: 'Bought',
      range: '90 % interval',
      leads: 'Leads',
      won: 'Sold',
    },
    bands: 'What each band has meant',
    bandSays: (band: string, won: number, leads: number) =>
      `${band}: ${oneIn(won, leads)} bought (${won} of ${leads})`,
    simulated: 'These leads and sales are simulated: this says nothing about real leads.',
  },

  model: modelWords,
  drift: driftWords,

  problems: {
    NO_DRIFT_REFERENCE: 'Drift can be told once the model has been trained anew.',
    UNREACHABLE:
      'The desk’s server cannot be reached. Nothing is lost; check the connection and try again.',
    UNFORESEEN: 'Something failed on our side. Nothing is lost; try again in a minute.',
    SIGN_IN_REFUSED:
      'E-mail and password do not match an account, or it is locked for some minutes.',
    UNAUTHENTICATED: 'Your session has ended. Sign in again.',
    LEAD_NOT_FOUND: 'This lead is no longer at this rooftop. Choose another from the list.',
    DEALERSHIP_MISSING: 'Choose a rooftop first.',
    DEALERSHIP_NOT_FOUND: 'This rooftop is not among yours. Choose another.',
    SCOPE_MISSING: 'Your role may not do this. Ask an admin.',
    TOO_MANY_REQUESTS: 'Too many requests. Wait a minute and try again.',
  },
};

const roleWords: Record<string, string> = {
  rep: 'salesperson',
  manager: 'manager',
  admin: 'admin',
  auditor: 'auditor',
};

export const outcomeWords: Record<string, string> = {
  OPEN: 'Open again',
  WON: 'Sold',
  LOST: 'Lost',
  STALE: 'Went quiet',
  EXCLUDED: 'Set aside',
};

const kindWords: Record<string, [outbound: string, inbound: string]> = {
  message: ['We wrote', 'Customer wrote'],
  call: ['We called', 'Customer called'],
  text: ['We texted', 'Customer texted'],
  email: ['We mailed', 'Customer mailed'],
  appointment: ['Appointment made', 'Customer made an appointment'],
  visit: ['Visit', 'Customer visited'],
  test_drive: ['Test drive', 'Test drive'],
  quote: ['Quote given', 'Customer asked for a quote'],
  note: ['Note', 'Note'],
  other: ['Other activity', 'Other activity'],
};

function activityWords(kind: string, direction: string): string {
  const [outbound, inbound] = kindWords[kind] ?? ['Activity', 'Activity'];
  return direction === 'inbound' ? inbound : outbound;
}
