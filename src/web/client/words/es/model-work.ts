import type { modelWork as english } from '../en/model-work';
import { familyName } from './model';

const percent = (share: number): string => `${Math.round(100 * share)} %`;

export const modelWork: typeof english = {
  training: {
    title: 'Aprendizaje',
    says: 'Aprende de nuevo cada noche. Una versión nueva solo entra en servicio si supera a la actual con los clientes más nuevos.',
    train: 'Entrenar ahora',
    none: 'Todavía no se aprendió nada.',
    queued: 'Pedido; empieza en un momento.',
    phase: (done) => {
      if (done < 0.3) return 'Leyendo clientes y qué fue de ellos';
      return done < 0.75 ? 'Las familias compiten' : 'La ganadora aprende de todo';
    },
    percent,
    meanwhile: 'El escritorio sigue con la versión actual. Puede salir de esta página.',
    earlier: (number) =>
      number === 1 ? 'El entrenamiento anterior' : `Los ${number} entrenamientos anteriores`,
    askedBy: (who) => `pedido por ${who}`,
    states: {
      queued: 'Pedido',
      running: 'Aprendiendo',
      promoted: 'Hay una versión nueva en servicio',
      kept_champion: 'Se queda la versión actual',
      refused: 'Muy poco de qué aprender',
      failed: 'Falló; se queda la versión actual',
      held: 'Retenida: demasiado buena para creerla',
    },
    heldForAdmin: 'Un administrador decide si entra en servicio.',
    heldSays:
      'Mire primero lo que el tribunal pone en duda. Si sus clientes de verdad se distinguen tan bien, acéptela; si una columna conoce el resultado, rechace esa columna y entrene de nuevo.',
    accept: 'Aceptar y ponerla en servicio',
    acceptTitle: (number) =>
      number === undefined
        ? '¿Aceptar este entrenamiento?'
        : `¿Poner en servicio la versión ${number}?`,
    acceptSays:
      'Desde ahora puntúa todas las sucursales, y los clientes abiertos se puntúan de nuevo enseguida. Por lo mismo no se retienen más entrenamientos que lean las mismas columnas.',
    seeCourt: 'Ver lo que está en duda',
  },
  versions: {
    title: 'Versiones',
    says: 'Las versiones no cambian nunca. Cuál está en servicio se puede cambiar en cualquier momento, y de vuelta.',
    none: 'Aún no hay ninguna versión. La primera se hace cuando se conocen bastantes resultados.',
    name: (number, family) => `Versión ${number} · ${familyName(family)}`,
    serving: 'En servicio',
    servedOnce: 'Estuvo en servicio',
    never: 'Nunca en servicio',
    made: (when) => `Hecha ${when}`,
    logLoss: (value) => (value === undefined ? '' : `log-loss ${value.toFixed(4)}`),
    auc: (value) => (value === undefined ? '' : `AUC ${value.toFixed(3)}`),
    card: 'Ver su ficha',
    cardShown: 'Ficha abajo',
    ofVersion: (says, number) => `${says}: versión ${number}`,
    promote: 'Poner en servicio',
    promoteTitle: (number) => `¿Poner en servicio la versión ${number}?`,
    promoteSays:
      'Diga lo que diga el concurso, desde ahora puntúa todas las sucursales, y los clientes abiertos se puntúan de nuevo enseguida. Se puede volver en cualquier momento.',
    back: (number) => `Volver a la versión ${number}`,
    backTitle: (from, to) => `¿Volver de la versión ${from} a la versión ${to}?`,
    backSays:
      'Desde ahora la versión anterior puntúa todas las sucursales, y los clientes abiertos se puntúan de nuevo enseguida.',
    served: (number) =>
      `La versión ${number} está en servicio. Los clientes abiertos se puntúan de nuevo y cambian solos en el escritorio.`,
    all: (number) => `Mostrar las ${number}`,
    factsOf: (number) => `Qué es la versión ${number}`,
    verdict: 'Qué dijo el concurso',
    history: 'Cuándo se puso en servicio',
  },
  court: {
    kept: (number) =>
      number === 1 ? 'Se conservó 1 característica' : `Se conservaron ${number} características`,
    alone: (auc) => `sola ordena los clientes con un AUC de ${auc.toFixed(2)}`,
    filled: (share) => `viene en el ${percent(share)} de los clientes`,
    say: { admit: 'Conservarla', refuse: 'Rechazarla', withdraw: 'Retirar la decisión' },
    sayOf: (say, feature) => `${say}: ${feature}`,
    titles: {
      admit: (feature) => `¿Conservar «${feature}»?`,
      refuse: (feature) => `¿Rechazar «${feature}»?`,
      withdraw: (feature) => `¿Retirar la decisión sobre «${feature}»?`,
    },
    means: {
      admit: 'Los próximos entrenamientos aprenden de ella, diga lo que diga el tribunal.',
      refuse:
        'Los próximos entrenamientos no aprenden de ella. Lo que está en servicio queda como está.',
      withdraw: 'Desde el próximo entrenamiento vale otra vez lo que dijo el tribunal.',
    },
    ruled: (ruling, who) =>
      `${ruling === 'admit' ? 'Conservada' : 'Rechazada'} por ${who}, desde el próximo entrenamiento`,
  },
  actors: {
    key: (name) => `la clave «${name}»`,
    parts: {
      schedule: 'el horario nocturno',
      'training-run': 'el entrenamiento',
      key: 'una clave de API',
      staff: 'alguien del personal',
      cli: 'la línea de comandos',
      system: 'el propio programa',
    },
  },
  reasoned: {
    why: '¿Por qué?',
    whyHint: 'Una frase. Queda en el registro de auditoría con su nombre.',
    tooShort: 'Diga por qué en pocas palabras.',
  },
};
