/** "Answered after 12 minutes: raised the likelihood." */
export const changeSentence = (phrase: string, logOdds: number): string =>
  `${phrase}: ${logOdds > 0 ? 'raised' : 'lowered'} the likelihood.`;

/** What moved a score although nothing about the lead is news. */
export const UNCHANGED_WORDS = {
  time: 'Time passed',
  model: 'A newer model scores now',
} as const;
