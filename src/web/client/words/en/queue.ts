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
};
