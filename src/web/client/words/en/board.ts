import { count } from './say';

/** Never 0: nobody is said to be sure not to buy. */
const percent = (share: number): string => `${Math.max(1, Math.round(share * 100))} %`;

/** A manager's numbers. */
export const board = {
  title: 'Board',
  line: (minutes: number) => `A person answers within ${minutes} min, or the promise is broken`,
  kept: 'Answered in time today',
  median: 'Median first answer',
  waiting: 'Waiting now',
  sold: 'Sold this month',
  none: 'None yet',
  minutes: (value: number) =>
    value < 90 ? `${Math.round(value)} min` : `${(value / 60).toFixed(value < 600 ? 1 : 0)} h`,
  ofDue: (kept: number, due: number) => `${kept} of ${due}`,
  yesterday: (value: string) => `Yesterday: ${value}`,
  yesterdayNow: (value: number) => `Yesterday at this time: ${value}`,
  overPromise: (value: number) => `${value} over the promise`,
  lastMonth: (value: number) => `By this day last month: ${value}`,
  trend: 'The last fourteen days',
  trendSays: (kept: number, due: number) =>
    due === 0
      ? 'Nobody was due an answer in these days.'
      : `${kept} of ${due} leads of these days were answered by a person in time.`,
  trendColumns: ['Day', 'In time', 'Due', 'First answer', 'Arrived', 'Sold'],
  capacity: 'How far the team’s calls reach',
  capacitySays: (calls: number, from: number | null) =>
    from === null
      ? `On a good day your team makes ${count(calls, 'first call')}: enough for every lead that comes.`
      : `Your team can make ${count(calls, 'first call')} today: hot starts at ${percent(from)}.`,
  capacityNone: 'Nobody has answered a lead in four weeks, so there is nothing to plan with.',
  capacityHow: (leads: number, hot: number) =>
    `${leads.toFixed(leads < 10 ? 1 : 0)} leads come on an average day. The band “hot” begins at ${percent(hot)} now.`,
  reps: 'By salesperson',
  repsSay: 'Leads of the last 30 days, and older ones still open.',
  repColumns: ['Salesperson', 'Leads', 'Waiting', 'In time', 'First answer', 'Sold'],
  nobody: 'Nobody yet',
  funnel: 'How far leads go',
  funnelSays: (arrived: number, sold: number) => `Of ${count(arrived, 'lead')} ${sold} were sold.`,
  funnelColumns: ['Step', 'Leads', 'Of all'],
  steps: {
    arrived: 'Came',
    answered: 'Answered by a person',
    talked: 'Wrote or called back',
    met: 'Appointment or visit',
    sold: 'Sold',
  },
  bands: 'What each band has meant',
  bandsSay: 'Share sold, by the band of the first score; the lines are 90 % intervals.',
  groupColumns: ['', 'Sold', 'Leads', 'Share', '90 % interval'],
  speed: 'How soon a person answered',
  speedSays:
    'Share sold, by the wait for a first answer. An association: quick answers go to other leads, too.',
  speeds: {
    'within-5-minutes': 'Within 5 min',
    'within-15-minutes': 'Within 15 min',
    'within-an-hour': 'Within an hour',
    'within-4-hours': 'Within 4 hours',
    'within-a-day': 'Within a day',
    later: 'Later',
    never: 'Never',
  } as Record<string, string>,
  sources: 'Sources compared',
  sourcesSay: 'Share sold, by where the lead came from.',
  others: 'Others',
  reliability: 'Does the score tell the truth?',
  gains: 'How much the top of the list holds',
  gainsSay: (share: number, sales: number) =>
    `The top ${percent(share)} by first score held ${percent(sales)} of sales.`,
  gainColumns: ['First of the list', 'Sales held', 'Against blind picks'],
  numbers: 'The numbers behind it',
  download: 'Download as CSV',
  empty: 'Numbers appear with the first leads.',
};
