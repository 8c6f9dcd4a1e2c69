import { count, oneIn } from './say';

export const scorecard = {
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
    group: (leads: number, promised: string, seen: string) =>
      `${count(leads, 'lead')}: ${promised} → ${seen}`,
    simulated: 'These leads and sales are simulated: this says nothing about real leads.',
  },
};
