import type { driftWords as englishDrift, modelWords as english } from '../en/model';
import { count } from './say';

export const modelWords: typeof english = {
  title: 'El modelo',
  line: (number, family, made) => `Versión ${number}, ${familyName(family)}, hecha el ${day(made)}`,
  facts: 'Qué es',
  verdict: 'Por qué está en servicio',
  learnedFrom: 'Aprendió de',
  counts: (counts, window) =>
    `${told(counts['leads'])} clientes: ${told(counts['won'])} vendidos, ${told(counts['lost'])} perdidos, ` +
    `${told(counts['stale'])} sin noticias, ${told(counts['censored'])} aún abiertos${arrivals(window)}`,
  families: 'Familias probadas',
  tried: ({ family, logLoss }) => `${familyName(family)} (log-loss ${logLoss.toFixed(4)})`,
  noChoice: 'una sola',
  made: 'Para hacerlo de nuevo',
  hash: (data, seed, code) => `datos ${data.slice(0, 12)}…, semilla ${seed}, programa ${code}`,
  limits: 'En qué no hay que confiar en él',
  reliability: '¿Se cumplió lo que prometió?',
  reliabilitySays:
    'Con los clientes más nuevos, de los que no aprendió, tal como llegaron. Sobre la línea, lo prometido y lo ocurrido coinciden; las barras son intervalos del 90 %.',
  segments: 'Dónde se cumple y dónde no',
  segmentsSay: 'Los mismos clientes, por lo que tienen en común',
  segment: 'Segmento',
  segmentName: ({ by, name }) => `${SEGMENTS[by]}: ${name}`,
  court: 'Qué no se le permitió saber',
  courtSays: (features, leads) =>
    `Se probó si cada una de las ${features} características de ${count(leads, 'cliente', 'clientes')} conocía el resultado. De las dudosas sí se aprendió: un administrador que conozca el CRM debería mirarlas y decidir.`,
  removed: 'Retiradas',
  questioned: 'Dudosas, las más sospechosas primero',
  denied: 'Nunca una característica',
  deniedSays: (name, reason) => `${name}: ${reason}`,
  byAdmin: 'decidido por un administrador',
  nothing: 'Nada.',
};

export const driftWords: typeof englishDrift = {
  title: '¿Llegan otros clientes que aquellos de los que aprendió?',
  says: (leads, model) =>
    `${count(leads, 'cliente', 'clientes')} de los últimos 30 días, todas las sucursales, valorados en la hora de su llegada, frente a aquellos de los que aprendió el modelo ${model}, tal como llegaron. Por debajo de 0.1 un índice es estable, desde 0.1 conviene mirar, desde 0.25 conviene actuar; nunca por debajo de lo que hace el azar.`,
  tooFew: 'Han llegado muy pocos clientes desde entonces para decirlo.',
  caption: 'La probabilidad, y las características que más se movieron',
  columns: ['Qué', 'Índice de estabilidad', 'Por azar', 'Significa'],
  stability: {
    steady: 'estable',
    warn: 'mírelo',
    act: 'actúe: entrene de nuevo, o arregle lo que lo envía',
    'too few': 'muy pocos clientes para decirlo',
  },
};

/** "1 nov 2024" in UTC. */
const day = (instant: string): string =>
  new Intl.DateTimeFormat('es-US', { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(instant),
  );

const SEGMENTS = { rooftop: 'Sucursal', source: 'Origen', intent: 'Primer mensaje' };

const FAMILIES: Record<string, string> = {
  'base-rate': 'tasa base',
  logistic: 'regresión logística',
  forest: 'bosque de árboles',
  'bagged-trees': 'media de muchos árboles',
  'ensemble-net': 'conjunto de redes neuronales',
  blend: 'mezcla de familias',
};

/** A family this page does not know yet goes by its own name. */
export const familyName = (family: string): string => FAMILIES[family] ?? family;

/** Old versions did not write every count. */
const told = (value: unknown): string =>
  typeof value === 'number' ? value.toLocaleString('es-US') : 'desconocido';

function arrivals(window: { from: string | null; to: string | null } | undefined): string {
  const since = window?.from ? ` desde ${day(window.from)}` : '';
  const until = window?.to ? ` antes de ${day(window.to)}` : '';
  return since || until ? `; solo llegadas${since}${until}` : '';
}
