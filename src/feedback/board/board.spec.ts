import { afterOpenMinutes } from '#leads';
import type { BoardLead } from './board-lead.js';
import { byRep } from './by-rep.js';
import { capacity } from './capacity.js';
import { conversion, funnel, gains } from './conversion.js';
import { median, quantile } from './median.js';
import { today } from './today.js';

/** A Tuesday, noon in Chicago. */
const NOW = new Date('2026-03-10T17:00:00Z');
const ZONE = 'America/Chicago';
const RULES = {
  now: NOW,
  zone: ZONE,
  dueAt: (arrivedAt: Date) => afterOpenMinutes(arrivedAt, 15, { timeZone: ZONE }),
};
const at = (text: string): Date => new Date(text);

const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000);

let made = 0;
const lead = (changes: Partial<BoardLead> & { arrivedAt: Date }): BoardLead => ({
  leadId: `lead-${(made += 1)}`,
  outcome: 'OPEN',
  outcomeAt: null,
  answeredAt: null,
  metAt: null,
  talkedAt: null,
  staffId: null,
  crmOwner: null,
  source: null,
  score: null,
  band: null,
  ...changes,
});

describe(median.name, () => {
  it('is the middle, the mean of two middles, and null of none', () => {
    expect([median([9, 1, 4]), median([1, 2, 3, 10]), median([])]).toEqual([4, 2.5, null]);
    expect(quantile([1, 2, 3, 4, 5], 0.75)).toBe(4);
  });
});

describe(today.name, () => {
  const leads = [
    // Today in Chicago: answered in time, answered late, unanswered and over, unanswered and young.
    lead({ arrivedAt: at('2026-03-10T14:00:00Z'), answeredAt: at('2026-03-10T14:10:00Z') }),
    lead({ arrivedAt: at('2026-03-10T15:00:00Z'), answeredAt: at('2026-03-10T15:40:00Z') }),
    lead({ arrivedAt: at('2026-03-10T16:00:00Z') }),
    lead({ arrivedAt: at('2026-03-10T16:55:00Z') }),
    // 22:30 of the 9th in Chicago, though the 10th in Greenwich.
    lead({ arrivedAt: at('2026-03-10T03:30:00Z'), answeredAt: at('2026-03-10T03:32:00Z') }),
    // Sold this month, last month before and after the 10th noon.
    lead({
      arrivedAt: at('2026-01-05T15:00:00Z'),
      outcome: 'WON',
      outcomeAt: at('2026-03-02T15:00:00Z'),
    }),
    lead({
      arrivedAt: at('2026-01-05T15:00:00Z'),
      outcome: 'WON',
      outcomeAt: at('2026-02-09T15:00:00Z'),
    }),
    lead({
      arrivedAt: at('2026-01-05T15:00:00Z'),
      outcome: 'WON',
      outcomeAt: at('2026-02-20T15:00:00Z'),
    }),
    // 23:30 of 28 February in Chicago.
    lead({
      arrivedAt: at('2026-01-05T15:00:00Z'),
      outcome: 'WON',
      outcomeAt: at('2026-03-01T05:30:00Z'),
    }),
    // Waited yesterday at noon, lost since.
    lead({
      arrivedAt: at('2026-03-08T15:00:00Z'),
      outcome: 'LOST',
      outcomeAt: at('2026-03-10T10:00:00Z'),
    }),
  ];
  const counted = today(leads, RULES);

  it('counts by the store’s own days what was answered within the promise', () => {
    expect(counted.days).toHaveLength(14);
    expect(counted.days.at(-1)).toEqual({
      day: '2026-03-10',
      kept: 1,
      due: 3,
      medianAnswerMinutes: 25,
      arrived: 4,
      sold: 0,
    });
    expect(counted.days.at(-2)).toMatchObject({ day: '2026-03-09', kept: 1, due: 1, arrived: 1 });
  });

  it('lets the promise rest while the store is closed', () => {
    const overnight = lead({
      arrivedAt: at('2026-03-10T03:30:00Z'),
      answeredAt: at('2026-03-10T14:10:00Z'),
    });
    const openingHours = { tue: '09:00-18:00' };
    const dueAt = (arrivedAt: Date): Date =>
      afterOpenMinutes(arrivedAt, 15, { timeZone: ZONE, openingHours });

    const { days } = today([overnight], { ...RULES, dueAt });

    expect(days.at(-2)).toMatchObject({ day: '2026-03-09', kept: 1, due: 1 });
  });

  it('says who waits now, and how many waited yesterday at this time', () => {
    expect(counted.waiting).toEqual({ now: 2, overPromise: 1, yesterday: 1 });
  });

  it('compares this month’s sales with last month’s up to the same day and hour', () => {
    expect(counted.sold).toEqual({ thisMonth: 1, lastMonthToDate: 1 });
  });
});

describe(byRep.name, () => {
  it('knows a salesperson by assignment here or by the CRM’s name for them', () => {
    const arrivedAt = at('2026-03-10T14:00:00Z');
    const figures = byRep(
      [
        lead({ arrivedAt, staffId: 'staff-1', crmOwner: 'Somebody', answeredAt: arrivedAt }),
        lead({ arrivedAt, crmOwner: 'SAM SOTO' }),
        lead({ arrivedAt, crmOwner: 'Gone Rep', outcome: 'WON', outcomeAt: NOW }),
        lead({ arrivedAt }),
      ],
      new Map([['staff-1', 'Sam Soto']]),
      RULES,
    );

    expect(figures).toEqual([
      {
        name: 'Sam Soto',
        staffId: 'staff-1',
        leads: 2,
        waiting: 1,
        kept: 1,
        due: 2,
        medianAnswerMinutes: 0,
        sold: 0,
      },
      {
        name: 'Gone Rep',
        staffId: null,
        leads: 1,
        waiting: 0,
        kept: 0,
        due: 1,
        medianAnswerMinutes: null,
        sold: 1,
      },
      {
        name: null,
        staffId: null,
        leads: 1,
        waiting: 1,
        kept: 0,
        due: 1,
        medianAnswerMinutes: null,
        sold: 0,
      },
    ]);
  });
});

describe(capacity.name, () => {
  it('lets hot start where a good day’s calls end', () => {
    // Two leads a day for 28 days, scores 0.01 … 0.56; one answered each day.
    const leads = Array.from({ length: 56 }, (_, index) =>
      lead({
        arrivedAt: daysAgo(Math.floor(index / 2) + 0.5),
        answeredAt: index % 2 === 0 ? daysAgo(Math.floor(index / 2) + 0.4) : null,
        score: (index + 1) / 100,
      }),
    );

    const { firstCallsADay, leadsADay, hotStartsAt } = capacity(leads, NOW);

    expect([firstCallsADay, leadsADay]).toEqual([1, 2]);
    expect(hotStartsAt).toBeCloseTo(0.285, 9);
    expect(leads.filter(({ score }) => score! >= hotStartsAt!)).toHaveLength(28);
  });

  it('says that all can be called where that is so, and nothing where nobody called', () => {
    const answered = lead({ arrivedAt: daysAgo(2), answeredAt: daysAgo(1.9), score: 0.2 });

    expect(capacity([answered], NOW)).toMatchObject({ firstCallsADay: 1, hotStartsAt: null });
    expect(capacity([lead({ arrivedAt: daysAgo(2), score: 0.2 })], NOW).firstCallsADay).toBeNull();
  });
});

describe(funnel.name, () => {
  it('lets nobody skip a step: who bought was met, who was met was answered', () => {
    const arrivedAt = at('2026-03-01T15:00:00Z');

    expect(
      funnel([
        lead({ arrivedAt, outcome: 'WON', outcomeAt: NOW }),
        lead({ arrivedAt, metAt: NOW }),
        lead({ arrivedAt, answeredAt: NOW, talkedAt: NOW }),
        lead({ arrivedAt, answeredAt: NOW }),
        lead({ arrivedAt }),
      ]),
    ).toEqual({ arrived: 5, answered: 4, talked: 3, met: 2, sold: 1 });
  });
});

describe(gains.name, () => {
  it('tells which share of sales the first part of the list holds', () => {
    // Ten leads, two sold: ranks 1 and 6.
    const judged = Array.from({ length: 10 }, (_, index) => ({
      score: 1 - index / 10,
      band: 'hot',
      label: index === 0 || index === 5 ? (1 as const) : (0 as const),
      weight: 1,
    }));

    const found = gains(judged);

    expect(found.map(({ sales }) => sales)).toEqual([0.5, 0.5, 0.5, 0.5, 0.5, 1, 1, 1, 1, 1]);
    expect(found[1]).toEqual({ share: 0.2, sales: 0.5, lift: 2.5 });
    expect(gains([])).toEqual([]);
  });
});

describe(conversion.name, () => {
  const arrivedAt = at('2025-10-01T15:00:00Z');
  const closed = (won: boolean, changes: Partial<BoardLead>): BoardLead =>
    lead({
      arrivedAt,
      outcome: won ? 'WON' : 'LOST',
      outcomeAt: at('2025-10-20T15:00:00Z'),
      ...changes,
    });
  const minutes = (count: number): Date => new Date(arrivedAt.getTime() + count * 60_000);
  const shown = conversion(
    [
      closed(true, { band: 'hot', score: 0.4, answeredAt: minutes(4), source: 'marketplace' }),
      closed(false, { band: 'hot', score: 0.35, answeredAt: minutes(5), source: 'marketplace' }),
      closed(false, { band: 'cool', score: 0.02, answeredAt: minutes(300), source: 'website' }),
      closed(false, { band: 'cool', score: 0.01, source: 'website' }),
      closed(false, { source: null }),
    ],
    NOW,
    90,
  );

  it('counts bands, speeds and sources by hand', () => {
    const told = (groups: typeof shown.byBand): unknown[] =>
      groups.map(({ name, leads, won }) => [name, leads, won]);

    expect(told(shown.byBand)).toEqual([
      ['hot', 2, 1],
      ['cool', 2, 0],
    ]);
    expect(told(shown.bySpeed)).toEqual([
      ['within-5-minutes', 2, 1],
      ['within-a-day', 1, 0],
      ['never', 2, 0],
    ]);
    expect(told(shown.bySource)).toEqual([
      ['marketplace', 2, 1],
      ['website', 2, 0],
      ['others', 1, 0],
    ]);
  });

  it('gives every share its interval', () => {
    const [hot] = shown.byBand;

    expect(hot!.seen.share).toBeCloseTo(0.5, 9);
    expect(hot!.seen.lower).toBeGreaterThan(0.1);
    expect(hot!.seen.upper).toBeLessThan(0.9);
  });

  it('says nothing of sales and scores where there are none', () => {
    expect(conversion([], NOW, 90)).toMatchObject({
      leads: 0,
      gains: [],
      byBand: [],
      reliability: [],
    });
  });
});
