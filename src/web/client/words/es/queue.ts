import type { queue as english } from '../en/queue';
import { count, oneIn, span } from './say';

export const queue: typeof english = {
  queue: {
    title: 'Llamar ahora',
    counts: (waiting, over) => `${waiting} esperando${over > 0 ? ` · ${over} fuera de plazo` : ''}`,
    filters: 'Qué clientes',
    all: 'Todos',
    waiting: 'Esperando',
    columns: {
      likelihood: 'Probabilidad',
      customer: 'Cliente',
      vehicle: 'Vehículo',
      promise: 'Respuesta',
      reason: 'Razón principal',
      arrived: 'Llegó',
    },
    tableLabel: 'Clientes abiertos, primero los más probables',
    more: 'Mostrar más clientes',
    moreBusy: 'Cargando más …',
    keys: 'j k mover · Enter abre',
    noName: 'Sin nombre',
    noVehicle: 'Sin vehículo indicado',
    noMessage: 'Sin mensaje',
    noReason: 'Ninguna razón destaca',
    sold: 'vendido',
    unscored: 'Aún sin probabilidad',
    cut: (amount, when) => `bajó ${amount} ${when}`.trimEnd(),
  },

  bands: {
    hot: { name: 'Caliente', shape: '▲' },
    warm: { name: 'Tibio', shape: '●' },
    cool: { name: 'Frío', shape: '▽' },
  },
  bandMeant: (band, won, leads, days) =>
    `${band} aquí: ${oneIn(won, leads)} (${won} de ${leads} valorados hace más de ${days} días)`,
  trend: { up: 'subiendo', down: 'bajando', same: 'estable' },
  likely: (lower, upper) => `entre ${lower} y ${upper}`,

  promise: {
    left: (minutes) => `quedan ${span(minutes)}`,
    over: (minutes) => `${span(minutes)} tarde`,
    now: 'vence ahora',
    answered: (minutes) => `respondido en ${span(minutes)}`,
    closed: 'cerrado',
  },

  contact: {
    call: 'Llamar',
    text: 'Mensaje',
    mail: 'Correo',
    none: 'No dejó teléfono ni correo: responda en el chat del anuncio',
    who: (way, name) => `${way}: ${name}`,
  },

  empty: {
    noLeads: {
      title: 'No hay clientes abiertos',
      text: 'Nadie está esperando. Un cliente nuevo aparece aquí solo, en cuanto su CRM lo entrega.',
    },
    filtered: {
      title: 'Aquí no hay clientes',
      text: 'Ningún cliente abierto cumple este filtro por ahora.',
      button: 'Mostrar todos los clientes abiertos',
    },
    noChampion: {
      title: 'Aún no hay probabilidades',
      text: 'El modelo aprende de clientes que compraron o se perdieron. Cuando haya suficientes, se entrena por la noche y cada cliente abierto recibe su probabilidad. Hasta entonces la lista no las muestra.',
    },
    scorecard: {
      title: 'Demasiado pronto para juzgar',
      text: (waiting) =>
        `Las probabilidades se comparan con lo que pasó después. ${waiting === 0 ? 'Aún no se ha valorado ningún cliente.' : `Se espera el resultado de ${count(waiting, 'cliente valorado', 'clientes valorados')}.`} Esta página se llena sola a medida que los clientes compran o se pierden.`,
    },
  },
};
