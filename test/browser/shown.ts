import type { On } from './seat.js';

/** What people must be able to do at the desk, as flows of these files show it. */
export const CAPABILITIES = {
  desk: [
    'Call next: order, likelihood, band, promise, reason',
    'Call next: ways to reach, consent and quiet hours',
    'Lead: vehicle, story, reasons, outlook, leads alike',
    'Lead: earlier leads of the same person',
    'Lead: opened in the CRM',
    'Lead: log a call',
    'Lead: log an appointment, undo, log a visit and an outcome',
    'Lead: thumb, own likelihood, restore',
    'List: filters',
    'List: search',
    'List: saved views',
    'List: bulk assign',
    'List: CSV without formulas',
    'Live: new and changed leads by themselves',
    'Live: a hot lead rings, but in quiet hours',
    'Board: day, reps, capacity, funnel, bands, speed, sources, lift',
    'Scorecard: how far it can be trusted',
    'Sign-in: password, wrong and right, and out',
  ],
  store: [
    'Sign-in: lock-out',
    'Sign-in: second factor',
    'Session that ends: what was typed is kept',
    'Refused while the page is open (403)',
    'Offline and back',
    'Deliveries: what was sent, and again',
    'Models: drift',
    'API description (Swagger)',
    'Staff: invite, role, leave and back',
  ],
  admin: [
    'Connections: connect, check, sync',
    'Quarantine: meaning of a status, replay',
    'Webhooks: endpoint, test, messages again',
    'Models: versions, promote, go back',
    'Models: held run accepted',
    'Models: train now, followed live',
    'Models: label court',
    'Keys: make, renew, end',
    'Audit trail',
    'Settings: effect on a lead, change, back to the file',
    'Account: password',
    'Account: second factor on and off',
    'Sign-in: OIDC',
  ],
} as const;

export type Part = keyof typeof CAPABILITIES;
export type Capability = (typeof CAPABILITIES)[Part][number];
/** Flows run so; axe-core and the contrasts look at every page in all four looks. */
export const LOOK_OF = { phone: 'dark', desk: 'light' } as const;

/** What a run has truly shown, told by its flows as each of them ends well. */
export class Shown {
  readonly #by = new Map<Capability, Map<On, boolean>>();

  constructor(readonly part: Part) {}

  add(capability: Capability, on: On, keysAlone: boolean): void {
    const row = this.#by.get(capability) ?? new Map<On, boolean>();
    row.set(on, keysAlone || (row.get(on) ?? false));
    this.#by.set(capability, row);
  }

  /** Capabilities not shown on both viewports, and so in both themes, or not by keyboard alone. */
  holes(): string[] {
    return CAPABILITIES[this.part].flatMap((capability) => {
      const row = this.#by.get(capability) ?? new Map<On, boolean>();
      const missing = (['phone', 'desk'] as const).filter((on) => !row.has(on));
      return [
        ...missing.map((on) => `${capability}: never on the ${on}`),
        ...([...row.values()].includes(true) ? [] : [`${capability}: never by keyboard alone`]),
      ];
    });
  }

  table(): string {
    const cell = (capability: Capability, on: On): string => {
      const keys = this.#by.get(capability)?.get(on);
      return keys === undefined ? '-' : keys ? 'keys' : 'hand';
    };
    const width = Math.max(...CAPABILITIES[this.part].map(({ length }) => length));
    const line = (name: string, phone: string, desk: string): string =>
      `${name.padEnd(width)}  ${phone.padEnd(12)}  ${desk}`;
    return [
      line('', `phone ${LOOK_OF.phone}`, `desk ${LOOK_OF.desk}`),
      ...CAPABILITIES[this.part].map((one) => line(one, cell(one, 'phone'), cell(one, 'desk'))),
    ].join('\n');
  }

  /** Printed past `--silent`: a run says itself what it has shown. */
  print(): void {
    process.stdout.write(`\n${this.table()}\n`);
  }
}
