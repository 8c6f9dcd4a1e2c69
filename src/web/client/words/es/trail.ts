import type { trail as english } from '../en/trail';
import { count } from './say';

export const trail: typeof english = {
  trail: {
    title: 'Registro de auditoría',
    line: 'Quién hizo qué. Nadie puede cambiarlo.',
    none: {
      title: 'No se hizo nada que encaje',
      text: 'Lo que cambian las personas, las claves y el programa queda aquí. Amplíe el filtro para ver más.',
    },
    noneYet: {
      title: 'Aún no se cambió nada',
      text: 'Lo que cambian las personas, las claves y el programa queda aquí para siempre.',
    },
    filters: 'Acotar el registro',
    who: 'Quién',
    everybody: 'Todos',
    what: 'Qué',
    everything: 'Todo',
    from: 'Desde',
    to: 'Hasta',
    clear: 'Mostrar todo',
    older: 'Más antiguos',
    openLead: 'Abrir el cliente',
    keyActor: (name, hint) => `Clave «${name}» (acaba en ${hint})`,
    matters: {
      'lead.': 'Clientes',
      'score.': 'Desacuerdo con puntuaciones',
      'contact.': 'Cómo se puede contactar',
      'worklist.': 'Listas descargadas',
      'model.': 'Modelos',
      'training_run.': 'Entrenamientos aceptados',
      'court.': 'Decisiones sobre columnas',
      'settings.': 'Ajustes',
      'connection.': 'Conexiones',
      deliver: 'Envíos',
      'webhook_endpoint.': 'Webhooks',
      'staff.': 'Personal y acceso',
      'api_key.': 'Claves de API',
    },
    other: (action) => `hizo algo del tipo «${action}»`,
    acts: {
      'lead.outcome_recorded': ({ detail }) =>
        `anotó qué fue de un cliente: ${outcome(detail('to'))}, antes ${outcome(detail('from'))}`,
      'lead.assigned': ({ person }) =>
        person('staffId')
          ? `dio un cliente a ${person('staffId')}`
          : 'quitó un cliente a quien lo tenía',
      'score.disputed': ({ detail }) =>
        `encontró una puntuación demasiado ${detail('direction') === 'too_low' ? 'baja' : 'alta'}${detail('percent') && `, y pone al cliente en ${detail('percent')} %`}`,
      'score.restored': () => 'dejó que una puntuación valiera de nuevo',
      'contact.allowed': ({ detail }) =>
        `anotó que a un cliente se le puede contactar por ${way(detail('way'))}`,
      'contact.refused': ({ detail }) =>
        `anotó que un cliente no quiere contacto por ${way(detail('way'))}`,
      'worklist.exported': ({ detail }) =>
        `se llevó una hoja de ${count(Number(detail('leads')), 'cliente', 'clientes')}`,
      'customer.unmerged': () => 'separó de nuevo a dos personas',
      'model.promoted': ({ detail }) => `puso en servicio ${version(detail('number'))}`,
      'model.rolled_back': ({ detail }) => `volvió a ${version(detail('number'))}`,
      'training_run.accepted': ({ detail }) =>
        `aceptó un entrenamiento retenido y puso en servicio ${version(detail('number'))}`,
      'court.admit': ({ subject }) => `decidió que se aprende de «${subject}»`,
      'court.refuse': ({ subject }) => `decidió que no se aprende de «${subject}»`,
      'court.withdraw': ({ subject }) => `retiró la decisión sobre «${subject}»`,
      'settings.changed': () => 'cambió los ajustes de una sucursal',
      'connection.added': ({ subject }) => `añadió la conexión «${subject}»`,
      'connection.changed': ({ subject }) => `cambió la conexión «${subject}»`,
      'connection.paused': ({ subject }) => `puso en pausa la conexión «${subject}»`,
      'connection.resumed': ({ subject }) => `reanudó la conexión «${subject}»`,
      'connection.removed': ({ subject }) => `quitó la conexión «${subject}»`,
      'connection.status_mapped': ({ subject, detail }) =>
        `dijo que «${detail('status')}» de la conexión «${subject}» significa ${outcome(detail('outcome'))}`,
      'deliveries.redriven': ({ detail }) =>
        `hizo enviar de nuevo ${count(Number(detail('count')), 'puntuación abandonada', 'puntuaciones abandonadas')}`,
      'delivery.redriven': () => 'hizo enviar de nuevo una puntuación abandonada',
      'webhook_endpoint.added': () => 'añadió un destino de webhooks',
      'webhook_endpoint.changed': () => 'cambió un destino de webhooks',
      'webhook_endpoint.removed': () => 'quitó un destino de webhooks',
      'webhook_endpoint.secret_rotated': () => 'dio un secreto nuevo a un destino de webhooks',
      'webhook_endpoint.redriven': () => 'hizo enviar de nuevo mensajes abandonados',
      'webhook_endpoint.disabled': () =>
        'desactivó un destino de webhooks que fallaba desde hacía días',
      'staff.invited': ({ subject, detail }) => `invitó a ${subject} como ${role(detail('role'))}`,
      'staff.changed': ({ subject, detail }) =>
        `cambió la cuenta de ${subject}${detail('role') && `, ahora ${role(detail('role'))}`}`,
      'staff.link_issued': ({ subject }) =>
        `creó un enlace con el que ${subject} pone una contraseña nueva`,
      'staff.second_factor_taken_off': ({ subject }) =>
        `quitó el segundo factor de la cuenta de ${subject}`,
      'staff.second_factor_on': () => 'activó el segundo factor',
      'staff.second_factor_off': () => 'desactivó el segundo factor',
      'staff.password_changed': () => 'cambió la contraseña',
      'staff.signed_out_elsewhere': () => 'cerró las demás sesiones',
      'api_key.issued': ({ subject }) => `creó la clave «${subject}»`,
      'api_key.rotated': ({ subject }) => `dio un secreto nuevo a la clave «${subject}»`,
      'api_key.revoked': ({ subject }) => `terminó la clave «${subject}»`,
    },
  },
};

const OUTCOMES: Record<string, string> = {
  OPEN: 'abierto',
  WON: 'vendido',
  LOST: 'perdido',
  STALE: 'sin noticias',
  EXCLUDED: 'no es una venta',
};
const outcome = (word: string): string => OUTCOMES[word] ?? word;

const ROLES: Record<string, string> = {
  rep: 'vendedor',
  manager: 'gerente',
  admin: 'administrador',
  auditor: 'auditor',
};
const role = (word: string): string => ROLES[word] ?? word;

const WAYS: Record<string, string> = { call: 'teléfono', text: 'mensaje', mail: 'correo' };
const way = (word: string): string => WAYS[word] ?? word;

const version = (number: string): string =>
  number === '' ? 'otra versión del modelo' : `la versión ${number} del modelo`;
