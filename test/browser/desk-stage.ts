import { resolve } from 'node:path';
import { jest } from '@jest/globals';
import { SchedulerRegistry } from '@nestjs/schedule';
import { type Dealership, StaffAccounts, type StaffRole } from '#access';
import { Clock } from '#platform';
import type { Browser } from 'playwright-core';
import { LeadJourney } from '../e2e/lead-journey.js';
import { openBrowser } from '../support/browser.js';
import { PASSWORD, signIn } from '../support/signed-in.js';
import { Hands } from './hands.js';
import { type On, Seat, VIEWPORTS } from './seat.js';
import { LOOK_OF, type Part, Shown } from './shown.js';

/** Leads of this minute, whose promise still stands. */
const FRESH = 8;
const ZONE = 'America/Chicago';

/** Stores beside the simulated one, for what a well-run store does not show. */
const OTHER_GROUPS = [
  {
    key: 'first-days',
    name: 'First Days Group',
    timeZone: ZONE,
    dealerships: [
      { key: 'empty', name: 'Empty Lot', timeZone: ZONE },
      { key: 'young', name: 'Young Lot', timeZone: ZONE },
    ],
  },
];

const PEOPLE = {
  rep: { role: 'rep', name: 'Sam Ortega', store: 'chicago' },
  manager: { role: 'manager', name: 'Lena Fischer', store: 'chicago' },
  admin: { role: 'admin', name: 'Ada Novak', store: 'chicago' },
  empty: { role: 'manager', name: 'Ines Moreau', store: 'empty' },
  young: { role: 'manager', name: 'Kofi Mensah', store: 'young' },
} satisfies Record<string, { role: StaffRole; name: string; store: string }>;
export type Who = keyof typeof PEOPLE;

export interface SeatWishes {
  look?: 'light' | 'dark';
  locale?: string;
}

/** One real server with the simulator's leads and a trained champion, one browser, and people at desks. */
export class DeskStage {
  readonly #seats = new Map<string, Seat>();
  readonly #cookies = new Map<Who, string>();
  readonly shown: Shown;
  #crmName: string | undefined;
  #strangers = 0;

  private constructor(
    readonly journey: LeadJourney,
    readonly browser: Browser,
    part: Part,
  ) {
    this.shown = new Shown(part);
  }

  static async begin(part: Part): Promise<DeskStage> {
    const [browser, journey] = await Promise.all([
      openBrowser(),
      LeadJourney.begin({
        clientDir: resolve('dist/client'),
        otherGroups: OTHER_GROUPS,
      }),
    ]);
    // Bands that flows plant would be scored anew when the hour's turn comes.
    journey.test.app.get(SchedulerRegistry).deleteTimeout('rescore-open-leads');
    const stage = new DeskStage(journey, browser, part);
    for (let fresh = 0; fresh < FRESH; fresh += 1)
      await journey.postJson(journey.live.arrive({ rooftop: 'chicago', kind: 'sales', speed: 1 }));
    await journey.loop.scored(() => undefined);
    for (const who of Object.keys(PEOPLE) as Who[]) await stage.#hire(who);
    return stage;
  }

  async end(): Promise<void> {
    await this.browser.close();
    await this.journey.end();
  }

  get url(): string {
    return this.journey.test.url;
  }

  store(who: Who): Promise<Dealership> {
    return this.journey.test.dealership(PEOPLE[who].store);
  }

  email(who: Who): string {
    return `${who}@example.com`;
  }

  name(who: Who): string {
    return PEOPLE[who].name;
  }

  /** That person's desk, signed in; flows share it. */
  async seat(who: Who, on: On, given: SeatWishes = {}): Promise<Seat> {
    const wishes = { look: LOOK_OF[on], ...given };
    const key = [who, on, wishes.look, wishes.locale].join(' ');
    const known = this.#seats.get(key);
    if (known) return known;
    const seat = await this.ownSeat(on, wishes);
    await seat.context.addCookies([await this.cookie(who)]);
    this.#seats.set(key, seat);
    return seat;
  }

  /** A fresh browser profile that nobody signed in with; its user closes it. */
  async ownSeat(on: On, { look = 'light', locale = 'en-US' }: SeatWishes = {}): Promise<Seat> {
    const context = await this.browser.newContext({
      viewport: VIEWPORTS[on],
      colorScheme: look,
      locale,
      deviceScaleFactor: on === 'phone' ? 1.5 : 1,
      reducedMotion: 'reduce',
    });
    const hands = await Hands.on(context);
    return new Seat(context, await context.newPage(), this.url, on, hands, this.shown);
  }

  /** Those that flows share. */
  seats(): Seat[] {
    return [...this.#seats.values()];
  }

  async staffId(who: Who): Promise<string> {
    return (await this.ask<{ staffId: string }>(who, '/v1/me')).staffId;
  }

  /** Before each flow: nobody has touched anything yet. */
  rest(): void {
    for (const { hands } of this.#seats.values()) hands.rest();
  }

  /** @throws Error with what any browser complained of since last asked. */
  mustNotComplain(): void {
    const complaints = [...this.#seats.values()].flatMap((seat) => seat.complaints());
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
  }

  /** What the API answers that person. */
  async ask<T>(who: Who, path: string, body?: unknown): Promise<T> {
    const { value } = await this.cookie(who);
    const answer = await fetch(`${this.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        cookie: `ll_session=${value}`,
        'sec-fetch-site': 'same-origin',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  /** Works at an hour of the store's day: what may be done depends on it. The last such hour, as nothing lies in the future. */
  async atHour<T>(hour: number, work: () => Promise<T>): Promise<T> {
    const now = new Date();
    while (Number(hourIn(ZONE, now)) !== hour) now.setTime(now.getTime() - 3_600_000);
    const clock = jest.spyOn(this.journey.test.app.get(Clock), 'now').mockReturnValue(now);
    try {
      return await work();
    } finally {
      clock.mockRestore();
    }
  }

  /** Somebody of that name writes to the simulated store, about one of its vehicles. @returns our id of the lead. */
  async stranger(first: string, last = ''): Promise<string> {
    const arrived = this.journey.live.arrive({ rooftop: 'chicago', kind: 'sales', speed: 1 });
    const number = (this.#strangers += 1);
    // Known by nothing: a customer who came back would keep the name they had.
    arrived.lead.customer_id = `stranger-${number}`;
    Object.assign(arrived.customer, {
      id: arrived.lead.customer_id,
      first_name: first,
      last_name: last,
      email: `stranger${number}@example.com`,
      phones: [],
    });
    await this.journey.postJson(arrived);
    return (await this.journey.scoredAs(arrived.lead.id)).id;
  }

  async #hire(who: Who): Promise<void> {
    const { role, name } = PEOPLE[who];
    const { groupId, id: dealershipId } = await this.store(who);
    await this.journey.test.app.get(StaffAccounts).save({
      groupId,
      dealershipId,
      role,
      name,
      email: this.email(who),
      password: PASSWORD,
      ...(role === 'rep' && { crmName: await this.crmName() }),
    });
  }

  /** The simulated salesperson with most open leads: Sam is called so in the CRM. */
  async crmName(): Promise<string> {
    if (this.#crmName !== undefined) return this.#crmName;
    const [row] = await this.journey.ask<[{ name: string }]>(
      `SELECT assigned_to AS name FROM lead WHERE outcome = 'OPEN' AND assigned_to IS NOT NULL
       GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`,
    );
    return (this.#crmName = row.name);
  }

  async cookie(who: Who): Promise<{ name: string; value: string; url: string }> {
    let said = this.#cookies.get(who);
    if (said === undefined) {
      said = (await signIn(this.journey.test, this.email(who))).cookie;
      this.#cookies.set(who, said);
    }
    const [name, value] = said.split('=', 2) as [string, string];
    return { name, value, url: this.url };
  }
}

const hourIn = (timeZone: string, at: Date): string =>
  at.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit' });
