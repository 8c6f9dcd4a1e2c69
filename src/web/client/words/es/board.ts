import type { board as english } from '../en/board';

const percent = (share: number): string => `${Math.max(1, Math.round(share * 100))} %`;

export const board: typeof english = {
  title: 'Tablero',
  line: (minutes) => `Una persona responde en ${minutes} min, o la promesa se rompe`,
  kept: 'Respondidos a tiempo hoy',
  median: 'Mediana de primera respuesta',
  waiting: 'Esperan ahora',
  sold: 'Vendidos este mes',
  none: 'Ninguno aún',
  minutes: (value) =>
    value < 90 ? `${Math.round(value)} min` : `${(value / 60).toFixed(value < 600 ? 1 : 0)} h`,
  ofDue: (kept, due) => `${kept} de ${due}`,
  yesterday: (value) => `Ayer: ${value}`,
  yesterdayNow: (value) => `Ayer a esta hora: ${value}`,
  overPromise: (value) => `${value} fuera de plazo`,
  lastMonth: (value) => `El mes pasado a estas alturas: ${value}`,
  trend: 'Los últimos catorce días',
  trendSays: (kept, due) =>
    due === 0
      ? 'En estos días nadie esperaba respuesta.'
      : `${kept} de ${due} prospectos de estos días recibieron a tiempo la respuesta de una persona.`,
  trendColumns: ['Día', 'A tiempo', 'Debidos', 'Primera respuesta', 'Llegaron', 'Vendidos'],
  capacity: 'Hasta dónde llegan las llamadas',
  capacitySays: (calls, from) =>
    from === null
      ? `En un buen día su equipo hace ${calls} primeras llamadas: bastan para todos los que llegan.`
      : `Su equipo puede hacer ${calls} primeras llamadas hoy: lo caliente empieza en ${percent(from)}.`,
  capacityNone: 'Nadie respondió a un prospecto en cuatro semanas; no hay con qué planear.',
  capacityHow: (leads, hot) =>
    `En un día normal llegan ${leads.toFixed(leads < 10 ? 1 : 0)} prospectos. La banda “caliente” empieza ahora en ${percent(hot)}.`,
  reps: 'Por vendedor',
  repsSay: 'Prospectos de los últimos 30 días, y los anteriores que siguen abiertos.',
  repColumns: ['Vendedor', 'Prospectos', 'Esperan', 'A tiempo', 'Primera respuesta', 'Vendidos'],
  nobody: 'Nadie aún',
  funnel: 'Hasta dónde llegan los prospectos',
  funnelSays: (arrived, sold) => `De ${arrived} prospectos se vendieron ${sold}.`,
  funnelColumns: ['Paso', 'Prospectos', 'Del total'],
  steps: {
    arrived: 'Llegaron',
    answered: 'Respondidos por una persona',
    talked: 'Volvieron a escribir o llamar',
    met: 'Cita o visita',
    sold: 'Vendidos',
  },
  bands: 'Qué ha significado cada banda',
  bandsSay:
    'Parte vendida, por la banda de la primera probabilidad; las líneas son intervalos del 90 %.',
  groupColumns: ['', 'Vendidos', 'Prospectos', 'Parte', 'Intervalo del 90 %'],
  speed: 'Cuánto tardó una persona en responder',
  speedSays:
    'Parte vendida, por la espera. Es una asociación: lo rápido va también a otros prospectos.',
  speeds: {
    'within-5-minutes': 'En 5 min',
    'within-15-minutes': 'En 15 min',
    'within-an-hour': 'En una hora',
    'within-4-hours': 'En 4 horas',
    'within-a-day': 'En un día',
    later: 'Más tarde',
    never: 'Nunca',
  },
  sources: 'Orígenes comparados',
  sourcesSay: 'Parte vendida, por el origen del prospecto.',
  others: 'Otros',
  reliability: '¿Dice la verdad la puntuación?',
  gains: 'Cuánto contiene lo alto de la lista',
  gainsSay: (share, sales) =>
    `El primer ${percent(share)} por la primera probabilidad tuvo el ${percent(sales)} de las ventas.`,
  gainColumns: ['Primera parte', 'Ventas', 'Frente al azar'],
  numbers: 'Los números detrás',
  download: 'Descargar como CSV',
  empty: 'Los números aparecen con los primeros prospectos.',
};
