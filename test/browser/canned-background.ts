import type { WorklistLeadDto } from '../../src/web/worklist/worklist.dto.js';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** The vehicle's story, where the lead will stand, and others like it. */
export function backgroundOf(
  lead: WorklistLeadDto,
  percent: number,
  at: (minutes: number) => Date,
) {
  const sold = lead.vehicle?.sold === true;
  const won = percent / 100;
  return {
    outcomes:
      percent === 0
        ? null
        : [30, 60, 90].map((days) => ({
            days,
            won: won * (0.6 + days / 225),
            lost: 0.2 + days / 400,
            stale: 0.02 + days / 300,
            open: Math.max(0.01, 0.78 - won * (0.6 + days / 225) - days * (1 / 400 + 1 / 300)),
          })),
    vehicleStory: lead.vehicle && {
      stockNumber: 'R4471',
      odometerKm: 52_300,
      daysOnLot: 45,
      soldAt: sold ? at(700) : null,
      prices: [
        { at: at(45 * DAY_MINUTES), price: 28_495 },
        { at: at(20 * DAY_MINUTES), price: 27_995 },
        { at: at(10), price: 26_995 },
      ],
      alternatives: sold
        ? [
            { line: '2017 Nissan Rogue S', stockNumber: 'R5102', price: 13_400, daysOnLot: 12 },
            { line: '2016 Nissan Rogue SL', stockNumber: 'R4990', price: 11_950, daysOnLot: 63 },
          ]
        : [],
    },
    previousLeads: [
      {
        leadId: '10000000-0000-4000-8000-000000000008',
        arrivedAt: at(200 * DAY_MINUTES),
        outcome: 'LOST' as const,
        line: '2018 Honda CR-V EX',
      },
    ],
    similarLeads: (['WON', 'LOST', 'WON', 'STALE', 'LOST', 'LOST'] as const).map(
      (outcome, index) => ({
        outcome,
        settledAfterDays: 3 + index * 4,
        arrivedAt: at((30 + index * 17) * DAY_MINUTES),
        line: `20${20 - index} Toyota RAV4 XLE`,
        price: 27_500 - index * 900,
        answeredAfterMinutes: index === 3 ? null : 4 + index * 11,
        shares: index < 3 ? ['model', 'price', 'phone'] : ['model', 'source'],
      }),
    ),
  };
}

/** The fourth customer does not want mail, the fifth is asleep. */
export function contactOf(given: ('phone' | 'email')[], index: number): WorklistLeadDto['contact'] {
  const until = new Date(Date.now() + 90 * MINUTE_MS);
  const open = { allowed: true, because: null, until: null } as const;
  const quiet = { allowed: false, because: 'quiet_hours', until } as const;
  const phone = index === 4 ? quiet : open;
  const mail = index === 3 ? ({ allowed: false, because: 'refused', until: null } as const) : open;
  return [
    ...(given.includes('phone')
      ? [
          { way: 'call' as const, ...phone },
          { way: 'text' as const, ...phone },
        ]
      : []),
    ...(given.includes('email') ? [{ way: 'mail' as const, ...mail }] : []),
  ];
}

export const FOR = [
  'Asked to visit or test-drive',
  'Offers a trade-in',
  'Named a day or a time',
  'Saw one price cut since the message',
  'Left both phone and e-mail',
];
export const AGAINST = [
  'Is 50–100 km away',
  'Wants a vehicle that stood 45 days on the lot',
  'Has not been answered by a person',
  '6 similar vehicles stand in stock',
  'Arrived after hours',
];
