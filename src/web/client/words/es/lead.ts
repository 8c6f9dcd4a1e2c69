import type { lead as english } from '../en/lead';
import { span } from './say';

export const lead: typeof english = {
  lead: {
    back: 'Volver a la lista',
    why: 'Por qué',
    whyLead: (usual, percent) =>
      `Un cliente habitual de esta tienda, con la misma antigüedad: ${usual} %. Lo que se sabe aquí lo lleva a ${percent} %.`,
    unanswered: 'Si nadie responde',
    now: 'ahora',
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
    next: 'Qué pasará',
    nextSays: (days, won, lost, stale, open) =>
      `En ${days} días: ${won} % compró, ${lost} % perdido, ${stale} % sin noticias, ${open} % aún abierto.`,
    days: (days) => `${days} días`,
    bought: (share) => `${share} % compró`,
    ends: { won: 'Compró', lost: 'Perdido', stale: 'Sin noticias', open: 'Aún abierto' },
    vehicle: 'El vehículo',
    onLot: (days) => `${days} ${days === 1 ? 'día' : 'días'} en el lote`,
    driven: (miles) => `${miles} mi`,
    stock: (number) => `Inventario ${number}`,
    soldOn: (when) => `Vendido ${when}`,
    alternatives: 'En inventario, en su lugar',
    priceSteps: 'El precio hasta ahora',
    similar: 'Clientes como este',
    similarNone: 'Aún no hay aquí un cliente terminado que se le parezca.',
    settled: (days) => (days < 1 ? 'el mismo día' : `a los ${days} ${days === 1 ? 'día' : 'días'}`),
    answeredIn: (minutes) =>
      minutes === null ? 'nadie respondió' : `respondido en ${span(minutes)}`,
    shares: {
      model: 'mismo modelo',
      make: 'misma marca',
      price: 'precio a menos del 15 %',
      phone: 'dejó teléfono',
      source: 'mismo origen',
    },
    previous: 'Otros contactos de esta persona',
    outcomes: (outcome) => outcomeWords[outcome] ?? 'Abierto',
    outcomeOpen: 'Abierto',
    disagree: '¿Está mal la probabilidad?',
    tooHigh: 'Demasiado alta',
    tooLow: 'Demasiado baja',
    because: '¿Qué sabe usted?',
    reasons: {
      spoke_with_them: 'Hablé con el cliente',
      knows_the_customer: 'Conozco al cliente',
      vehicle_gone: 'El vehículo ya no está',
      wrong_data: 'Lo que sabemos está mal',
      not_a_buyer: 'No va a comprar',
      other: 'Otra cosa',
    },
    override: 'Ordenarlo por mi propia probabilidad',
    say: 'Decirlo',
    said2: (direction, reason) =>
      `Usted dijo que es ${direction === 'too_high' ? 'demasiado alta' : 'demasiado baja'}: ${reason}.`,
    ranked: (percent) => `Se ordena por ${percent} %.`,
    restore: 'Que vuelva a contar la probabilidad',
    conversation: 'Qué pasó',
    won: 'Vendido',
    lost: 'Perdido',
    logTitle: '¿Qué resultó?',
    unscored:
      'Aún sin probabilidad. Llega con el primer modelo entrenado, y después con cada cambio.',
    facts: {
      source: 'Origen',
      rep: 'Asignado a',
      arrived: 'Llegó',
      nobody: 'Nadie',
      reach: 'Se le puede contactar',
    },
    openInCrm: 'Abrir en el CRM',
    closedAs: (outcome) => `Cerrado: ${outcomeWords[outcome] ?? 'cerrado'}`,
  },
  log: {
    spoke: 'Hablamos',
    leftMessage: 'Dejé mensaje',
    appointment: 'Cita',
    note: 'Nota',
    noteHint: 'Qué se dijo, si importa',
    visit: 'Vino a vernos',
    notInterested: 'No le interesa',
    waits: (what) => `«${what}» se guarda aquí y se envía una vez cuando vuelva la conexión.`,
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
