/**
 * What an answer now is worth, by which Call next is ordered:
 *
 *     likelihood x need x freshness x promise x vehicle
 *
 * The likelihood is the model's (or a person's, where one disagreed). The other factors say how much of
 * it an answer *now* can still save; they are set by hand, not learned, and are all here.
 */
export const WORTH = {
  need: {
    /** Nobody has answered yet. */
    unanswered: 1,
    /** The customer wrote after our last answer. */
    wroteAgain: 0.8,
    /** It is the customer's turn. */
    theirTurn: 0.3,
  },
  /** What a waiting customer loses of it: half of the way to the floor every so many hours. */
  freshness: { halfLifeHours: 6, floor: 0.4 },
  /** An answer that still keeps the promise. */
  promiseStands: 1.25,
  /** There is nothing to sell but another vehicle. */
  vehicleSold: 0.5,
  /** Of a lead nobody has scored: after all that are, among its like by the rest. */
  unscored: 1e-7,
};

/**
 * The same for a row of `open_lead(score, arrived_at, answered_at, ours_at, customer_at, sold_at)`.
 *
 * @param asOf - The parameter that holds the instant.
 * @param inTime - The parameter that holds the instant since whose arrivals the promise still stands.
 */
export function worthSql(asOf: string, inTime: string): string {
  const { need, freshness, promiseStands, vehicleSold, unscored } = WORTH;
  const { halfLifeHours, floor } = freshness;
  const waitingSince = `CASE WHEN answered_at IS NULL THEN arrived_at
    WHEN customer_at > ours_at THEN customer_at END`;
  const seconds = `greatest(0, extract(epoch FROM ${asOf}::timestamptz - ${waitingSince})::float8)`;
  // Past a year it is at the floor anyway, and powers that small are an error in PostgreSQL.
  const halved = `least(${seconds} / ${halfLifeHours * 3600}, 500)`;
  const fresh = `${double(floor)} + ${double(1 - floor)} * power(0.5::float8, ${halved})`;
  return `coalesce(score, ${double(unscored)})
    * CASE WHEN answered_at IS NULL THEN ${double(need.unanswered)}
        WHEN customer_at > ours_at THEN ${double(need.wroteAgain)} ELSE ${double(need.theirTurn)} END
    * coalesce(${fresh}, 1)
    * CASE WHEN answered_at IS NULL AND arrived_at >= ${inTime}::timestamptz THEN ${double(promiseStands)} ELSE 1 END
    * CASE WHEN sold_at IS NULL THEN 1 ELSE ${double(vehicleSold)} END`;
}

/** PostgreSQL reads 0.4 as a decimal, and takes twenty times as long over a power of those. */
const double = (value: number): string => `${value}::float8`;
