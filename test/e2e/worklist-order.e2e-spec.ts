import { WORTH } from '../../src/web/worklist/answer-worth.js';
import { daysAgo, deskRoom, minutesAgo, NOW } from '../support/desk-room.js';

interface Said {
  lead_id: string;
  direction: string;
  author: string;
  occurred_at: Date;
}

interface Facts {
  id: string;
  arrived_at: Date;
  score: number | null;
  sold: boolean;
}

const HOUR_MS = 3_600_000;
const PROMISE_MS = 15 * 60_000;
const latest = (instants: Date[]): number => Math.max(-1, ...instants.map((at) => at.getTime()));

type Need = keyof typeof WORTH.need;

/** Whose turn it is, and who waits since when, by the activities themselves. */
function turn(lead: Facts, said: readonly Said[]): { need: Need; since: number | undefined } {
  const mine = said.filter((one) => one.lead_id === lead.id && one.occurred_at <= NOW);
  const at = (keep: (one: Said) => boolean): number =>
    latest(mine.filter(keep).map(({ occurred_at }) => occurred_at));
  const ours = at(({ direction, author }) => direction === 'outbound' && author === 'human');
  const theirs = at(({ direction }) => direction === 'inbound');
  if (ours < 0) return { need: 'unanswered', since: lead.arrived_at.getTime() };
  return theirs > ours
    ? { need: 'wroteAgain', since: theirs }
    : { need: 'theirTurn', since: undefined };
}

function worth(lead: Facts, said: readonly Said[]): number {
  const { need, since = NOW.getTime() } = turn(lead, said);
  const { halfLifeHours, floor } = WORTH.freshness;
  const halvings = Math.max(0, NOW.getTime() - since) / HOUR_MS / halfLifeHours;
  const inTime = need === 'unanswered' && lead.arrived_at.getTime() >= NOW.getTime() - PROMISE_MS;
  return (
    (lead.score ?? WORTH.unscored) *
    WORTH.need[need] *
    (floor + (1 - floor) * 0.5 ** halvings) *
    (inTime ? WORTH.promiseStands : 1) *
    (lead.sold ? WORTH.vehicleSold : 1)
  );
}

describe('The order of Call next', () => {
  const { begin, end, at, page, lead, vehicle, activity, within } = deskRoom();
  let dice = 7;
  /** 0..1, the same each time. */
  const chance = (): number => {
    dice = (dice * 48_271) % 2_147_483_647;
    return dice / 2_147_483_647;
  };

  beforeAll(async () => {
    await begin();
    const sold = await vehicle([[20_000, 30]]);
    await within((manager) => manager.query('UPDATE vehicle SET sold_at = $1', [daysAgo(1)]));
    for (let nth = 0; nth < 60; nth += 1) {
      const id = await lead({
        score: nth % 12 === 0 ? undefined : 0.01 + chance() * 0.6,
        arrivedAt: minutesAgo(chance() ** 3 * 20_000),
        ...(nth % 5 === 0 ? { vehicleId: sold } : {}),
      });
      // Some of them lie ahead, as appointments do, and count once their hour has come.
      for (let touches = Math.floor(chance() * 5); touches > 0; touches -= 1)
        await activity(
          id,
          chance() < 0.5 ? 'inbound' : 'outbound',
          chance() < 0.6 ? 'human' : 'automatic',
          chance() * 4_000 - 400,
        );
    }
  });
  afterAll(end);

  const expected = (): Promise<string[]> =>
    within(async (manager) => {
      const said = await manager.query<Said[]>('SELECT * FROM activity');
      const leads = await manager.query<Facts[]>(
        `SELECT lead.id, lead.arrived_at, current_score.score, vehicle.sold_at IS NOT NULL AS sold
         FROM lead LEFT JOIN current_score ON current_score.lead_id = lead.id
         LEFT JOIN vehicle ON vehicle.id = lead.vehicle_id WHERE outcome = 'OPEN'`,
      );
      return leads
        .map((one) => ({ id: one.id, rank: worth(one, said) }))
        .toSorted((one, other) => other.rank - one.rank || (one.id < other.id ? -1 : 1))
        .map(({ id }) => id);
    });

  async function shown(): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | null | undefined;
    do {
      const next = await page({ limit: 13, ...(cursor ? { cursor } : {}) });
      ids.push(...next.leads.map(({ leadId }) => leadId));
      cursor = next.nextCursor;
    } while (cursor);
    return ids;
  }

  const ask = (sql: string): Promise<unknown> => within((manager) => manager.query(sql));

  it('is that of the worth of an answer, page by page', async () => {
    expect(await shown()).toEqual(await expected());
  });

  it('counts who waits as the list does', async () => {
    const { summary } = await page({ limit: 1 });
    const waiting = await page({ limit: 200, waiting: true });

    expect(summary).toMatchObject({ open: 60, unscored: 5, waiting: waiting.leads.length });
    expect(summary.hot + summary.warm + summary.cool).toBe(55);
  });

  it('keeps nothing of activities beside another dealership', async () => {
    const { tenancy, elsewhere } = at();
    const seen = await tenancy.asDealership(elsewhere.id, (manager) =>
      manager.query<object[]>('SELECT FROM lead_touch'),
    );

    expect(seen).toEqual([]);
  });

  it.each([
    ['corrected', `UPDATE activity SET occurred_at = occurred_at - interval '2 days'`],
    [
      'said to be by a machine after all',
      `UPDATE activity SET author = 'automatic' WHERE id < '80000000-0000-0000-0000-000000000000'`,
    ],
    [
      'moved to another lead',
      `UPDATE activity SET lead_id = (SELECT max(id::text)::uuid FROM lead) WHERE id > 'b0000000-0000-0000-0000-000000000000'`,
    ],
    ['taken back', `DELETE FROM activity WHERE id < '60000000-0000-0000-0000-000000000000'`],
    ['taken back altogether', 'DELETE FROM activity'],
  ])('is so after activities were %s', async (_, change) => {
    await ask(change);

    expect(await shown()).toEqual(await expected());
  });
});
