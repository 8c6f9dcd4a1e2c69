import { count, oneIn, span } from './say';

export const queue = {
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
      next: 'Next step',
      source: 'Source',
      rep: 'Whose',
    },
    tableLabel: 'Open leads, whose answer is worth most first',
    moreBusy: 'Loading more …',
    keys: 'j k move · Enter opens · c call · t text · l log · / search · ? all keys',
    search: 'Name, vehicle or phone',
    searchClear: 'Clear the search',
    found: (number: number, more: boolean) =>
      number === 0
        ? 'Nothing found. Check the spelling, or search in another view.'
        : `${number}${more ? '+' : ''} found`,
    everybody: 'Everybody’s',
    nobodys: 'Nobody’s yet',
    whose: 'Whose leads',
    sources: 'Any source',
    source: 'Source',
    views: 'Views',
    viewSave: 'Save this view',
    viewName: 'Name of the view',
    viewNone: 'No view saved yet',
    viewRemove: (name: string) => `Remove view ${name}`,
    viewShare: 'Copy a link to this view',
    viewShared: 'Link copied',
    columnsShown: 'Columns',
    sheet: 'Download as CSV',
    sheetFile: 'leads',
    tools: 'More for this list',
    toolsNarrowed: 'More for this list: narrowed down',
    chooseSeveral: 'Choose several',
    chosen: (number: number) => `${number} chosen`,
    choose: (name: string) => `Choose ${name}`,
    chooseAll: 'Choose all shown',
    give: 'Give to …',
    given: (number: number, name: string) => `${count(number, 'lead')} given to ${name}.`,
    takeBack: 'Whom the CRM says',
    nextStep: {
      answer: 'Nobody has answered yet: you first',
      reply: 'Wrote again: answer',
      alternative: 'Vehicle sold: offer another',
      follow: 'Their turn: follow up later',
    },
    help: {
      title: 'Keys',
      rows: [
        ['j, k', 'Down and up the list'],
        ['Enter', 'Into the lead; Escape goes back'],
        ['c', 'Call'],
        ['t', 'Text'],
        ['l', 'Log what came of it'],
        ['x', 'Choose the lead'],
        ['/', 'Search'],
        ['?', 'These keys'],
      ],
    },
    ring: (name: string, percent: number) => `Hot now: ${name}, ${percent} %`,
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
    more: 'How the customer wishes to be reached',
    refuse: (way: string) => `Does not want: ${way}`,
    agrees: (way: string) => `Agrees to: ${way}`,
    theirWords: 'What did they say or sign?',
    theirWordsHint: 'It is kept with the time, in case somebody asks.',
    record: 'Keep it',
    unasked: (ways: string[]) => `${ways.join(', ')}: no consent on record. Ask first.`,
    rests: (way: string, how: string, when: string, said: string | null) =>
      `${way}: ${restsOn[how] ?? ''} ${when}${said === null ? '' : `, “${said}”`}`,
    refused: (ways: string[]) => `Asked us not to: ${ways.join(', ')}.`,
    quiet: (ways: string[], until: string) =>
      `${ways.join(', ')} from ${until}: it is late where the customer lives.`,
  },

  empty: {
    noLeads: {
      title: 'No open leads',
      text: 'Nobody is waiting. A new lead appears here by itself as soon as your CRM hands it over.',
    },
    firstDays: {
      title: 'Nothing has come in yet',
      text: 'Three steps, and this page ranks whom to call:',
      steps: [
        'An admin connects your CRM; the first sync brings the leads of the past.',
        'Overnight the model learns from those that were sold or lost.',
        'From then on every new lead stands here with its likelihood, by itself.',
      ],
      button: 'Connect a CRM',
      ask: 'You are not an admin here: ask one of them to begin.',
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
};

const restsOn: Record<string, string> = {
  words: 'agreed',
  preference: 'preferred, says the CRM',
  texted: 'texted us',
  inquiry: 'asked us',
};
