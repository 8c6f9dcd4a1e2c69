import type { frame as english } from '../en/frame';

export const frame: typeof english = {
  product: 'Lead Likelihood',
  skip: 'Ir al contenido',
  simulated: 'Concesionario simulado',
  simulatedMeans: 'las personas, los vehículos y las ventas son inventados',
  loading: 'Cargando',
  retry: 'Intentar de nuevo',
  close: 'Cerrar',
  cancel: 'Cancelar',
  live: {
    on: 'En vivo',
    off: 'Cada 15 s',
    offline: 'Sin conexión',
    onHint: 'Los cambios aparecen solos',
    offHint: 'Sin conexión en vivo; la lista se lee de nuevo cada 15 segundos',
    offlineHint: 'Sin conexión. Lo que ve es de antes; lo que anote se guarda y se envía más tarde',
  },
  nav: {
    queue: 'Llamar',
    board: 'Tablero',
    scorecard: 'Aciertos',
    model: 'Modelo',
    staff: 'Personal',
    connections: 'Conectar',
    deliveries: 'Envíos',
    quarantine: 'Retenido',
    webhooks: 'Webhooks',
    keys: 'Claves',
    trail: 'Registro',
    settings: 'Ajustes',
    me: 'Yo',
    label: 'Páginas',
    more: 'Más',
  },
  offline: {
    text: 'Sin conexión. Puede seguir leyendo y anotando: lo que anote se guarda aquí y se envía una sola vez cuando vuelva la conexión.',
    kept: (number) =>
      number === 1
        ? 'Hay 1 anotación guardada que se enviará.'
        : `Hay ${number} anotaciones guardadas que se enviarán.`,
    back: 'Conectado de nuevo.',
    sent: (number) =>
      number === 1
        ? 'Se envió la anotación guardada.'
        : `Se enviaron ${number} anotaciones guardadas.`,
  },

  outage: (connection, since, store) =>
    `${connection} no responde (primer fallo: ${since}). Los leads llegan tarde a ${store} y las puntuaciones esperan; nada se pierde.`,
  signIn: {
    title: 'Entrar al escritorio',
    lead: 'A quién llamar ahora, por qué, y qué decir primero.',
    email: 'Correo electrónico',
    password: 'Contraseña',
    button: 'Entrar',
    busy: 'Entrando …',
    out: 'Salir',
    ended: 'Su sesión terminó. No se perdió nada: entre, y estará donde estaba.',
  },
  me: {
    title: 'Yo',
    as: (role) => `Entró como ${roleWords[role] ?? role}`,
    rooftop: 'Sucursal',
    rooftops: 'Sus sucursales',
    promise: (minutes) => `Promete una primera respuesta humana en ${minutes} min`,
    look: 'Aspecto',
    looks: { auto: 'Como el dispositivo', light: 'Claro', dark: 'Oscuro' },
    language: 'Idioma',
    ring: 'Sonar cuando llegue un cliente caliente',
    quietFrom: 'Silencio desde',
    quietUntil: 'hasta',
    languageHint: 'Lo que escriben los clientes y su CRM queda como lo escribieron.',
  },
};

const roleWords: Record<string, string> = {
  rep: 'vendedor',
  manager: 'gerente',
  admin: 'administrador',
  auditor: 'auditor',
};
