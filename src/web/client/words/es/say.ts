import type { say as english } from '../en/say';

/** "3 clientes", "1 cliente"; the plural is given, because Spanish has several. */
export function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('es-US')} ${number === 1 ? one : many}`;
}

/** "1 de cada 3", "ninguno": as people bet. */
export function oneIn(won: number, leads: number): string {
  if (won === 0) return 'ninguno compró';
  if (won === leads) return 'todos compraron';
  const share = won / leads;
  const parts = share > 0.55 ? [Math.round(share * 10), 10] : [1, Math.round(1 / share)];
  return `${parts[0] === 1 ? 'compró' : 'compraron'} ${parts[0]} de cada ${parts[1]}`;
}

/** "4 min", "3 h", "2 días". */
export function span(minutes: number): string {
  if (minutes < 1) return 'menos de 1 min';
  if (minutes < 90) return `${Math.round(minutes)} min`;
  if (minutes < 36 * 60) return `${Math.round(minutes / 60)} h`;
  return count(Math.round(minutes / 1440), 'día', 'días');
}

export const say: typeof english = {
  say: {
    justNow: 'ahora mismo',
    ago: (minutes) => `hace ${span(minutes)}`,
    yesterday: (clock) => `ayer ${clock}`,
  },
};
