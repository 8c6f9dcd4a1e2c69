import type { keys as english } from '../en/keys';
import { count } from './say';

export const keys: typeof english = {
  secretOnce: { copy: 'Copiar', copied: 'Copiado' },
  keys: {
    title: 'Claves de API',
    line: (number) => `${count(number, 'clave', 'claves')} en uso`,
    described: 'Qué puede pedir un programa y cómo se le responde:',
    description: 'la descripción de la API (Swagger)',
    none: {
      title: 'Ningún programa tiene clave todavía',
      text: 'Una clave permite a un programa enviar clientes, pedir puntuaciones o leer. Dé a cada programa la suya, con no más de lo que necesita.',
    },
    add: 'Crear una clave',
    make: 'Crear la clave',
    name: 'Para qué es',
    nameHint: 'Como el nombre del programa que la usará.',
    may: 'Puede',
    scopes: {
      intake: 'enviar clientes',
      read: 'leer clientes y cifras',
      score: 'pedir puntuaciones',
      manage: 'asignar clientes al personal',
      audit: 'leer el registro de auditoría',
      admin: 'todo lo que hace un administrador',
    },
    where: 'Actúa para',
    wholeGroup: 'Todas las sucursales del grupo',
    oneRooftop: 'Otra sucursal',
    ends: 'Termina',
    endings: {
      30: 'A los 30 días',
      90: 'A los 90 días',
      365: 'Al año',
      never: 'Nunca por sí sola',
    },
    secret: 'La clave. Cópiela ahora: no se vuelve a mostrar.',
    hint: (last) => `acaba en ${last}`,
    used: (when) => `usada ${when}`,
    neverUsed: 'nunca usada',
    made: (when) => `creada ${when}`,
    until: (when) => `sirve hasta ${when}`,
    revoked: 'Terminada',
    expired: 'Caducada',
    ended: (number) =>
      `${count(number, 'clave', 'claves')} que ya no ${number === 1 ? 'sirve' : 'sirven'}`,
    of: (act, name) => `${act}: ${name}`,
    rotate: 'Secreto nuevo',
    rotateTitle: (name) => `¿Un secreto nuevo para «${name}»?`,
    rotateSays:
      'El actual deja de servir enseguida: se rechaza al programa que lo usa hasta que reciba el nuevo.',
    rotated: (name) =>
      `La clave nueva de «${name}». Cópiela ahora: no se vuelve a mostrar. La anterior ya no sirve.`,
    revoke: 'Terminarla',
    revokeTitle: (name) => `¿Terminar «${name}»?`,
    revokeSays: 'Desde ahora se rechaza al programa que la usa. No se puede deshacer.',
  },
};
