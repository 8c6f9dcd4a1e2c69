/**
 * Rows drawn in proportion to their weight, as many as there are, evenly spaced (systematic
 * resampling): for readers of rows that know no weights.
 *
 * @returns Row numbers, ascending; a row of weight 3 among ones stands there about three times.
 * @see Kitagawa 1996
 */
export function resampleByWeight(weights: Float64Array): Int32Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const step = total / weights.length;
  const drawn = new Int32Array(weights.length);
  let reached = 0;
  let row = -1;
  for (let draw = 0; draw < drawn.length; draw++) {
    while (reached <= (draw + 0.5) * step && row < weights.length - 1) reached += weights[++row]!;
    drawn[draw] = row;
  }
  return drawn;
}
