/** Numbers and times as people say them. */

/** "3 leads", "1 lead". */
export function count(number: number, thing: string): string {
  return `${number.toLocaleString('en-US')} ${thing}${number === 1 ? '' : 's'}`;
}

/** "1 in 3", "2 in 3", "none": as people bet. */
export function oneIn(won: number, leads: number): string {
  if (won === 0) return 'none';
  if (won === leads) return 'all';
  const share = won / leads;
  return share > 0.55 ? `${Math.round(share * 10)} in 10` : `1 in ${Math.round(1 / share)}`;
}

/** "4 min", "3 h", "2 days". */
export function span(minutes: number): string {
  if (minutes < 1) return 'under 1 min';
  if (minutes < 90) return `${Math.round(minutes)} min`;
  if (minutes < 36 * 60) return `${Math.round(minutes / 60)} h`;
  return count(Math.round(minutes / 1440), 'day');
}

export const say = {
  say: {
    justNow: 'just now',
    ago: (minutes: number) => `${span(minutes)} ago`,
    yesterday: (clock: string) => `yesterday ${clock}`,
  },
};
