/** The chance that log-odds stand for. */
export const sigmoid = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

/** The log-odds of a chance; infinite at 0 and 1. */
export const logit = (chance: number): number => Math.log(chance / (1 - chance));

/** Finite even for 0 and 1. */
export const finiteLogit = (chance: number): number =>
  logit(Math.min(Math.max(chance, 1e-9), 1 - 1e-9));

/** What a label costs who said these log-odds: log(1 + e^x) - xy, without overflow. */
export const logLossOf = (logOdds: number, label: number): number =>
  Math.max(logOdds, 0) - logOdds * label + Math.log1p(Math.exp(-Math.abs(logOdds)));
