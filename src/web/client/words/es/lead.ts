import type { lead as english } from '../en/lead';

export const lead: typeof english = {
  lead: {
    back: 'Volver a la lista',
    why: 'Por qué',
    whyLead: (usual, percent) =>
      `Un cliente habitual de esta tienda, con la misma antigüedad: ${usual} %. Lo que se sabe aquí lo lleva a ${percent} %.`,
    unanswered: 'Si nadie responde',
    waiting: (percent, later) =>
      `Clientes así: ${percent} % ahora${later.map((one) => `, ${one.likelihoodPercent} % en ${one.hours} h`).join('')}.`,
    usual: 'Cliente habitual aquí',
    this: 'Este cliente',
    other: 'Todo lo demás',
    points: 'puntos',
    forSale: 'a favor de la venta',
    againstSale: 'en contra de la venta',
    actions: 'Qué ayudaría',
    association: 'Clientes así atendidos compraron con esa frecuencia: asociación, no prueba.',
    changed: 'Desde la valoración anterior',
    history: 'La probabilidad hasta ahora',
    firstScore: (when) => `Primera valoración: ${when}; aún no hay con qué comparar.`,
    moved: (from, to, when) => `De ${from} % (${when}) a ${to} % ahora`,
    steady: (percent, when) => `${percent} % desde ${when}`,
    story: 'Qué pasó',
    model: (number) => `Valorado por el modelo ${number}`,
    said: 'En sus propias palabras',
    outcome: '¿Cómo terminó?',
    won: 'Vendido',
    lost: 'Perdido',
    logTitle: '¿Qué resultó?',
    unscored:
      'Aún sin probabilidad. Llega con el primer modelo entrenado, y después con cada cambio.',
    facts: { source: 'Origen', rep: 'Asignado a', arrived: 'Llegó', nobody: 'Nadie' },
    closedAs: (outcome) => `Cerrado: ${outcomeWords[outcome] ?? 'cerrado'}`,
  },
  log: {
    spoke: 'Hablamos',
    leftMessage: 'Dejé mensaje',
    appointment: 'Cita',
    notInterested: 'No le interesa',
    done: (what, name) => `${what}: ${name}`,
    logged: (what) => `Anotado: ${what}`,
    undo: 'Deshacer',
    undone: 'Deshecho. No se anotó nada.',
    failed: (what, why) => `No se anotó «${what}». ${why}`,
    reasonNotInterested: 'No le interesa',
  },

  timeline: {
    arrived: 'Llegó el mensaje',
    price: (from, to) => `Precio ${from} → ${to}`,
    outcome: (outcome) => outcomeWords[outcome] ?? 'Cambió el estado',
    robot: 'automático',
    activity: (kind, direction) => activityWords(kind, direction),
    score: (from, to) => `Probabilidad ${from} → ${to} %`,
  },
};

const outcomeWords: Record<string, string> = {
  OPEN: 'Abierto de nuevo',
  WON: 'Vendido',
  LOST: 'Perdido',
  STALE: 'Sin noticias',
  EXCLUDED: 'Apartado',
};

const kindWords: Record<string, [outbound: string, inbound: string]> = {
  message: ['Escribimos', 'El cliente escribió'],
  call: ['Llamamos', 'El cliente llamó'],
  text: ['Enviamos un mensaje', 'El cliente envió un mensaje'],
  email: ['Enviamos un correo', 'El cliente envió un correo'],
  appointment: ['Cita acordada', 'El cliente pidió una cita'],
  visit: ['Visita', 'El cliente vino'],
  test_drive: ['Prueba de manejo', 'Prueba de manejo'],
  quote: ['Cotización entregada', 'El cliente pidió una cotización'],
  note: ['Nota', 'Nota'],
  other: ['Otra actividad', 'Otra actividad'],
};

function activityWords(kind: string, direction: string): string {
  const [outbound, inbound] = kindWords[kind] ?? ['Actividad', 'Actividad'];
  return direction === 'inbound' ? inbound : outbound;
}
