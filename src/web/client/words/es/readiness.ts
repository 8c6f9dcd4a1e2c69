import type { readiness as english } from '../en/readiness';

export const readiness: typeof english = {
  won: 'Vendidos',
  lost: 'Cerrados sin venta',
  of: (have, goal) => `${have} de ${goal}`,
  enough: (have) => `${have}, suficientes`,
  stages: {
    borrowed: (store) => `Por ahora ${store} puntúa con la experiencia de su grupo y su región.`,
    mixed: (store) => `${store} puntúa con su grupo, su región y sus propias ventas.`,
    own: (store) => `${store} puntúa ante todo con sus propias ventas.`,
  },
  next: {
    borrowed: 'Con tantos de cada uno, sus propios resultados empiezan a contar.',
    mixed: 'Con tantos, sus propios resultados pesan más que los demás.',
    own: '',
  },
};
