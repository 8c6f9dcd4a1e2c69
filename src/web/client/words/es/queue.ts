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
      next: 'Siguiente paso',
      source: 'Origen',
      rep: 'De quién',
    },
    tableLabel: 'Clientes abiertos, primero aquellos cuya respuesta vale más',
    moreBusy: 'Cargando más …',
    keys: 'j k mover · Enter abre · c llamar · t mensaje · l anotar · / buscar · ? teclas',
    search: 'Nombre, vehículo o teléfono',
    searchClear: 'Borrar la búsqueda',
    found: (number, more) =>
      number === 0
        ? 'No se encontró nada. Revise la ortografía o busque en otra vista.'
        : `${number}${more ? '+' : ''} encontrados`,
    everybody: 'De todos',
    nobodys: 'Aún de nadie',
    whose: 'De quién',
    sources: 'Todo origen',
    source: 'Origen',
    views: 'Vistas',
    viewSave: 'Guardar esta vista',
    viewName: 'Nombre de la vista',
    viewNone: 'Aún no hay vistas guardadas',
    viewRemove: (name) => `Quitar la vista ${name}`,
    viewShare: 'Copiar un enlace a esta vista',
    viewShared: 'Enlace copiado',
    columnsShown: 'Columnas',
    sheet: 'Descargar como CSV',
    sheetFile: 'clientes',
    tools: 'Más para esta lista',
    toolsNarrowed: 'Más para esta lista: con filtros',
    chooseSeveral: 'Elegir varios',
    chosen: (number) => `${number} elegidos`,
    choose: (name) => `Elegir ${name}`,
    chooseAll: 'Elegir todos los mostrados',
    give: 'Dar a …',
    given: (number, name) => `${count(number, 'cliente', 'clientes')} para ${name}.`,
    takeBack: 'Quien diga el CRM',
    nextStep: {
      answer: 'Nadie ha respondido aún: usted primero',
      reply: 'Volvió a escribir: responder',
      alternative: 'Vendido: ofrecer otro',
      follow: 'Le toca al cliente: seguir después',
    },
    help: {
      title: 'Teclas',
      rows: [
        ['j, k', 'Abajo y arriba en la lista'],
        ['Enter', 'Entrar en el cliente; Escape vuelve'],
        ['c', 'Llamar'],
        ['t', 'Enviar mensaje'],
        ['l', 'Anotar qué resultó'],
        ['x', 'Elegir el cliente'],
        ['/', 'Buscar'],
        ['?', 'Estas teclas'],
      ],
    },
    ring: (name, percent) => `Caliente ahora: ${name}, ${percent} %`,
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
    more: 'Cómo quiere el cliente que le contactemos',
    refuse: (way) => `No quiere: ${way}`,
    agrees: (way) => `Acepta: ${way}`,
    theirWords: '¿Qué dijo o firmó?',
    theirWordsHint: 'Se guarda con la hora, por si alguien pregunta.',
    record: 'Guardar',
    unasked: (ways) => `${ways.join(', ')}: sin consentimiento registrado. Preguntar antes.`,
    rests: (way, how, when, said) =>
      `${way}: ${restsOn[how] ?? ''} ${when}${said === null ? '' : `, “${said}”`}`,
    refused: (ways) => `Pidió que no: ${ways.join(', ')}.`,
    quiet: (ways, until) =>
      `${ways.join(', ')} desde las ${until}: es tarde donde vive el cliente.`,
  },

  empty: {
    noLeads: {
      title: 'No hay clientes abiertos',
      text: 'Nadie está esperando. Un cliente nuevo aparece aquí solo, en cuanto su CRM lo entrega.',
    },
    firstDays: {
      title: 'Todavía no ha llegado nada',
      text: 'Tres pasos, y esta página dirá a quién llamar:',
      steps: [
        'Un administrador conecta su CRM; la primera sincronización trae los leads anteriores.',
        'Por la noche el modelo aprende de los que se vendieron o se perdieron.',
        'Desde entonces cada lead nuevo aparece aquí con su probabilidad, solo.',
      ],
      button: 'Conectar un CRM',
      ask: 'Usted no es administrador aquí: pida a uno que empiece.',
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

const restsOn: Record<string, string> = {
  words: 'aceptó',
  preference: 'lo prefiere según el CRM,',
  texted: 'nos escribió un mensaje',
  inquiry: 'nos preguntó',
};
