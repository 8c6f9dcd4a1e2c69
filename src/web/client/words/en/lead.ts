import { span } from './say';

export const lead = {
  lead: {
    back: 'Back to the list',
    why: 'Why',
    whyLead: (usual: number, percent: number) =>
      `This store’s usual lead of this age: ${usual} %. What is known here makes it ${percent} %.`,
    unanswered: 'If nobody answers',
    now: 'now',
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
    next: 'What happens next',
    nextSays: (days: number, won: number, lost: number, stale: number, open: number) =>
      `In ${days} days: ${won} % bought, ${lost} % lost, ${stale} % gone quiet, ${open} % still open.`,
    days: (days: number) => `${days} days`,
    bought: (share: number) => `${share} % bought`,
    ends: { won: 'Bought', lost: 'Lost', stale: 'Went quiet', open: 'Still open' },
    vehicle: 'The vehicle',
    onLot: (days: number) => `${days} ${days === 1 ? 'day' : 'days'} on the lot`,
    driven: (miles: string) => `${miles} mi`,
    stock: (number: string) => `Stock ${number}`,
    soldOn: (when: string) => `Sold ${when}`,
    alternatives: 'In stock instead',
    priceSteps: 'Asking price so far',
    similar: 'Leads like this one',
    similarNone: 'No settled lead here is like it yet.',
    settled: (days: number) =>
      days < 1 ? 'the same day' : `after ${days} ${days === 1 ? 'day' : 'days'}`,
    answeredIn: (minutes: number | null) =>
      minutes === null ? 'nobody answered' : `answered in ${span(minutes)}`,
    shares: {
      model: 'same model',
      make: 'same make',
      price: 'price within 15 %',
      phone: 'left a phone number',
      source: 'same source',
    } as Record<string, string>,
    previous: 'Other leads of this person',
    outcomes: (outcome: string) => outcomeWords[outcome] ?? 'Open',
    outcomeOpen: 'Open',
    disagree: 'Is the score wrong?',
    tooHigh: 'Too high',
    tooLow: 'Too low',
    because: 'What do you know?',
    reasons: {
      spoke_with_them: 'I spoke with them',
      knows_the_customer: 'I know the customer',
      vehicle_gone: 'The vehicle is gone',
      wrong_data: 'What we know is wrong',
      not_a_buyer: 'Not a buyer',
      other: 'Something else',
    },
    override: 'Rank it by my own likelihood',
    say: 'Say so',
    said2: (direction: 'too_high' | 'too_low', reason: string) =>
      `You said the score is ${direction === 'too_high' ? 'too high' : 'too low'}: ${reason}.`,
    ranked: (percent: number) => `It is ranked by ${percent} % instead.`,
    restore: 'Let the score count again',
    conversation: 'What happened',
    won: 'Sold',
    lost: 'Lost',
    logTitle: 'What came of it?',
    unscored: 'No score yet. It comes with the first trained model, and then with every change.',
    facts: {
      source: 'Source',
      rep: 'Assigned to',
      arrived: 'Arrived',
      nobody: 'Nobody',
      reach: 'May be reached',
    },
    openInCrm: 'Open in the CRM',
    closedAs: (outcome: string) => `Closed: ${outcomeWords[outcome] ?? 'closed'}`,
  },
  log: {
    spoke: 'Spoke',
    leftMessage: 'Left message',
    appointment: 'Appointment',
    note: 'Note',
    noteHint: 'What was said, if it matters',
    visit: 'Visited',
    notInterested: 'Not interested',
    waits: (what: string) => `“${what}” is kept here and sent once the connection is back.`,
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
