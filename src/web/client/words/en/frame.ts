/** What stays while pages change, and the way in. */
export const frame = {
  product: 'Lead Likelihood',
  skip: 'Skip to the page',
  simulated: 'Simulated dealership',
  simulatedMeans: 'people, vehicles and sales here are made up',
  loading: 'Loading',
  retry: 'Try again',
  close: 'Close',
  cancel: 'Cancel',
  live: {
    on: 'Live',
    off: 'Every 15 s',
    offline: 'Offline',
    onHint: 'Changes appear by themselves',
    offHint: 'No live connection; the list is read again every 15 seconds',
    offlineHint: 'No connection. What you see is from before; what you log is kept and sent later',
  },
  nav: {
    queue: 'Call next',
    board: 'Board',
    scorecard: 'Scorecard',
    model: 'Model',
    staff: 'Staff',
    connections: 'Connect',
    deliveries: 'Sent',
    quarantine: 'Held',
    webhooks: 'Webhooks',
    keys: 'Keys',
    trail: 'Trail',
    settings: 'Settings',
    me: 'Me',
    label: 'Pages',
    more: 'More',
  },
  offline: {
    text: 'No connection. You can go on reading and logging: what you log is kept here and sent once when the connection is back.',
    kept: (number: number) =>
      `${number === 1 ? '1 entry is' : `${number} entries are`} kept and will be sent.`,
    back: 'Connected again.',
    sent: (number: number) =>
      number === 1 ? 'The entry kept was sent.' : `${number} entries kept were sent.`,
  },

  outage: (connection: string, since: string, store: string) =>
    `${connection} has not answered since ${since}. New leads reach ${store} late, and scores wait for it; nothing is lost.`,
  signIn: {
    title: 'Sign in to the desk',
    lead: 'Whom to call now, why, and what to say first.',
    email: 'E-mail',
    password: 'Password',
    button: 'Sign in',
    busy: 'Signing in …',
    out: 'Sign out',
    ended: 'Your session has ended. Nothing is lost: sign in, and you are back where you were.',
  },
  me: {
    title: 'Me',
    as: (role: string) => `Signed in as ${roleWords[role] ?? role}`,
    rooftop: 'Rooftop',
    rooftops: 'Your rooftops',
    promise: (minutes: number) => `Promises a first human answer within ${minutes} min`,
    look: 'Look',
    looks: { auto: 'As the device', light: 'Light', dark: 'Dark' },
    language: 'Language',
    ring: 'Ring when a hot lead comes in',
    quietFrom: 'Quiet from',
    quietUntil: 'until',
    languageHint: 'What customers and your CRM wrote stays as they wrote it.',
  },
};

const roleWords: Record<string, string> = {
  rep: 'salesperson',
  manager: 'manager',
  admin: 'admin',
  auditor: 'auditor',
};
