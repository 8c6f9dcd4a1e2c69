import type { scorecard as english } from '../en/scorecard';
import { count, oneIn } from './say';

export const scorecard: typeof english = {
  scorecard: {
    title: 'Aciertos',
    lead: (leads, days) =>
      `${count(leads, 'cliente', 'clientes')} con resultado conocido, valorados en vivo en los últimos ${days} días. Primera valoración tras la llegada.`,
    auc: {
      name: 'Orden',
      says: (share) =>
        `En ${Math.round(share * 100)} de 100 parejas el comprador quedó por encima del que no compró. Una moneda acertaría 50.`,
    },
    lift: {
      name: 'Primer décimo',
      says: (lift) =>
        `El décimo mejor valorado tuvo ${lift.toFixed(1)}× las ventas de un décimo elegido al azar.`,
    },
    recall: {
      name: 'Primer quinto',
      says: (share) =>
        `Llamando al primer quinto se alcanza el ${Math.round(share * 100)} % de todas las ventas.`,
    },
    promise: {
      name: 'Prometido y visto',
      says: (ratio) => {
        if (Math.abs(ratio - 1) < 0.1)
          return 'Las probabilidades prometieron casi tantas ventas como hubo.';
        return ratio > 1
          ? `Prometieron ${Math.round((ratio - 1) * 100)} % más ventas de las que hubo.`
          : `Prometieron ${Math.round((1 - ratio) * 100)} % menos ventas de las que hubo.`;
      },
    },
    readiness: 'En qué se apoyan aquí',
    none: 'Aún no hay ventas suficientes',
    plot: '¿Dice la verdad la probabilidad?',
    plotSays:
      'Cada punto es un grupo de clientes con probabilidad parecida: de izquierda a derecha lo prometido, de abajo arriba lo visto. Sobre la línea, lo prometido y lo ocurrido coinciden; las barras son intervalos del 90 %.',
    axisPromised: 'Probabilidad prometida',
    axisSeen: 'Compraron',
    table: 'Los números detrás del gráfico',
    columns: {
      promised: 'Prometido',
      seen: 'Compraron',
      range: 'Intervalo del 90 %',
      leads: 'Clientes',
      won: 'Vendidos',
    },
    bands: 'Qué ha significado cada banda',
    bandSays: (band, won, leads) => `${band}: ${oneIn(won, leads)} (${won} de ${leads})`,
    group: (leads, promised, seen) =>
      `${count(leads, 'cliente', 'clientes')}: ${promised} → ${seen}`,
    simulated: 'Estos clientes y ventas son simulados: no dicen nada de clientes reales.',
  },
};
