import { AGAINST, backgroundOf, contactOf, FOR } from './canned-background.js';
import type { ReadinessDto } from '../../src/feedback/readiness.dto.js';
import type { ScorecardDto } from '../../src/feedback/scorecard.dto.js';
import type { LeadPanelDto } from '../../src/web/worklist/lead-panel.dto.js';
import type {
  LikelihoodDto,
  WorklistLeadDto,
  WorklistReasonDto,
  WorklistSummaryDto,
} from '../../src/web/worklist/worklist.dto.js';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const PROMISE_MINUTES = 15;

export const dealerships = [
  ['rockies-denver', 'Rockies Motors Denver'],
  ['rockies-boulder', 'Rockies Motors Boulder'],
].map(([key, name], index) => ({
  id: `00000000-0000-4000-8000-00000000000${index}`,
  key,
  name,
  timeZone: 'America/Denver',
  currency: 'USD',
  simulated: true,
  responsePromiseMinutes: PROMISE_MINUTES,
}));

interface Sketch {
  name: string | null;
  /** Percent, lower, upper and trend. */
  score: [percent: number, lower: number, upper: number, trend: LikelihoodDto['trend']] | null;
  minutesAgo: number;
  answeredAfter?: number;
  vehicle: [line: string, price: number, cut?: number, sold?: boolean] | null;
  words: string | null;
  reasons: string[];
  contact: ('phone' | 'email')[];
}

const SKETCHES: Sketch[] = [
  {
    name: 'Dana Reyes',
    score: [31, 24, 39, 'up'],
    minutesAgo: 11,
    vehicle: ['2021 Toyota RAV4 XLE', 26_995, 1_000],
    words: 'Can I come see it Saturday morning? I would bring my Civic along as a trade-in.',
    reasons: ['+Asked to visit or test-drive', '+Offers a trade-in', '-Is 50–100 km away'],
    contact: ['phone', 'email'],
  },
  {
    name: 'Marcus Webb',
    score: [24, 18, 31, 'same'],
    minutesAgo: 19,
    vehicle: ['2019 Ford F-150 Lariat', 34_500],
    words: 'What would monthly payments look like with 5k down?',
    reasons: [
      '+Asked about financing',
      '+Left both phone and e-mail',
      '-Wants a vehicle that stood 71 days on the lot',
    ],
    contact: ['phone'],
  },
  {
    name: 'Priya Natarajan',
    score: [18, 12, 25, 'down'],
    minutesAgo: 130,
    answeredAfter: 7,
    vehicle: ['2022 Honda CR-V EX-L', 29_800, 650],
    words: 'Is the price negotiable if I pay cash this week?',
    reasons: ['+Replied after our answer', '+Named a day or a time', '-Asked here once before'],
    contact: ['phone', 'email'],
  },
  {
    name: 'Tom Lindqvist',
    score: [14, 9, 20, null],
    minutesAgo: 2,
    vehicle: ['2020 Subaru Outback Premium', 23_450],
    words:
      'Does it have the timing belt done and any rust underneath? Asking because of the winters here.',
    reasons: [
      '+Asked about condition or history',
      '+Wrote in their own words',
      '-Left no phone number',
    ],
    contact: ['email'],
  },
  {
    name: 'Alicia Moreno',
    score: [11, 7, 16, 'up'],
    minutesAgo: 26 * 60,
    answeredAfter: 31,
    vehicle: ['2018 Mazda CX-5 Touring', 18_900, 400],
    words: 'Still available?',
    reasons: [
      '+The price is 6 % below similar stock',
      '+Can be called',
      '-Sent the ready-made question',
    ],
    contact: ['phone'],
  },
  {
    name: null,
    score: [8, 5, 12, 'same'],
    minutesAgo: 46,
    vehicle: ['2017 Chevrolet Silverado 1500 LT', 21_995],
    words: 'Is this still available?',
    reasons: [
      '+One similar vehicle stands in stock',
      '-Sent the ready-made question',
      '-Left no phone number',
    ],
    contact: [],
  },
  {
    name: 'Grace Okafor',
    score: [6, 4, 9, 'down'],
    minutesAgo: 3 * DAY_MINUTES,
    answeredAfter: 55,
    vehicle: ['2016 Nissan Rogue SV', 12_700, 300, true],
    words: 'Would you take 10?',
    reasons: ['+Replied after our answer', '-The vehicle has been sold', '-Asked about the price'],
    contact: ['phone'],
  },
  {
    name: 'Ben Carver',
    score: [3, 2, 5, 'same'],
    minutesAgo: 5 * DAY_MINUTES,
    answeredAfter: 12,
    vehicle: ['2015 Volkswagen Jetta SE', 9_400],
    words: 'Is this still available?',
    reasons: [
      '+Is new here',
      '-We last wrote or called 5 days ago',
      '-Has not replied to our answer',
    ],
    contact: ['phone', 'email'],
  },
  {
    name: 'Wilhelmina Featherstonehaugh-Castellanos',
    score: [2, 1, 4, null],
    minutesAgo: 9 * DAY_MINUTES,
    answeredAfter: 200,
    vehicle: null,
    words: null,
    reasons: ['-Named no vehicle', '-Wrote no message'],
    contact: ['email'],
  },
  {
    name: 'Jo Park',
    score: null,
    minutesAgo: 1,
    vehicle: ['2023 Kia Telluride SX', 41_250],
    words: 'Interested, please text me',
    reasons: [],
    contact: ['phone'],
  },
];

export const someLeads = (now: Date): WorklistLeadDto[] =>
  SKETCHES.map((sketch, index) => drawn(sketch, index, now));

function drawn(sketch: Sketch, index: number, now: Date): WorklistLeadDto {
  const ago = (minutes: number): Date => new Date(now.getTime() - minutes * MINUTE_MS);
  const { minutesAgo, contact } = sketch;
  return {
    leadId: `10000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    likelihood: likelihoodOf(sketch, ago(Math.min(minutesAgo, 4))),
    reasons: sketch.reasons.map((text, place) => reasonOf(text, place)),
    arrivedAt: ago(minutesAgo),
    outcome: 'OPEN',
    promise: promiseOf(sketch, ago),
    vehicle: vehicleOf(sketch, ago(Math.min(minutesAgo - 1, 1100))),
    customer: {
      name: sketch.name,
      phone: contact.includes('phone') ? `+130355501${String(10 + index)}` : null,
      email: contact.includes('email') ? `buyer${index}@example.com` : null,
    },
    contact: contactOf(contact, index),
    opinion: null,
    firstLine: sketch.words,
    assignedStaffId: null,
    assignedTo: index % 3 === 0 ? 'Sam Ortega' : null,
    source: 'Facebook Marketplace',
    lastActivityAt: ago(minutesAgo),
  };
}

function likelihoodOf({ score }: Sketch, scoredAt: Date): WorklistLeadDto['likelihood'] {
  if (!score) return null;
  const [percent, lowerPercent, upperPercent, trend] = score;
  const band = percent >= 15 ? 'hot' : percent >= 6 ? 'warm' : 'cool';
  return { percent, lowerPercent, upperPercent, band, trend, scoredAt };
}

function promiseOf(
  { minutesAgo, answeredAfter }: Sketch,
  ago: (minutes: number) => Date,
): WorklistLeadDto['promise'] {
  const dueAt = ago(minutesAgo - PROMISE_MINUTES);
  const minutesLeft = PROMISE_MINUTES - minutesAgo;
  if (answeredAfter === undefined)
    return {
      dueAt,
      minutesLeft,
      answeredAt: null,
      answeredAfterMinutes: null,
      kept: minutesLeft >= 0,
    };
  const answeredAt = ago(minutesAgo - answeredAfter);
  return {
    dueAt,
    minutesLeft: null,
    answeredAt,
    answeredAfterMinutes: answeredAfter,
    kept: answeredAfter <= PROMISE_MINUTES,
  };
}

function vehicleOf({ vehicle }: Sketch, cutAt: Date): WorklistLeadDto['vehicle'] {
  if (!vehicle) return null;
  const [line, price, cut = null, sold = false] = vehicle;
  return { line, price, currency: 'USD', cut, cutAt: cut === null ? null : cutAt, sold };
}

function reasonOf(text: string, place: number): WorklistReasonDto {
  const forSale = text.startsWith('+');
  const phrase = text.slice(1);
  return {
    direction: forSale ? 'for' : 'against',
    phrase,
    sentence: `${phrase}: speaks ${forSale ? 'for' : 'against'} a sale.`,
    evidence: null,
    points: (forSale ? 1 : -1) * (6.4 - place * 1.7),
  };
}

export function summaryOf(leads: WorklistLeadDto[], young: boolean): WorklistSummaryDto {
  const waiting = leads.filter(({ promise }) => promise.answeredAt === null);
  const inBand = (band: string): number =>
    leads.filter(({ likelihood }) => likelihood?.band === band).length;
  return {
    asOf: new Date(),
    open: leads.length,
    waiting: waiting.length,
    overPromise: waiting.filter(({ promise }) => (promise.minutesLeft ?? 0) < 0).length,
    unscored: leads.filter(({ likelihood }) => !likelihood).length,
    hot: inBand('hot'),
    warm: inBand('warm'),
    cool: inBand('cool'),
    modelNumber: young ? null : 7,
    simulated: true,
    bandHistory: [{ band: 'hot', leads: 122, won: 41, settledAfterDays: 30 }],
    salespeople: ['Lena Fischer', 'Sam Ortega'],
    sources: ['Facebook Marketplace', 'Website'],
  };
}

/** A lead with its whole story; points add up to the likelihood. */
export function panelOf(lead: WorklistLeadDto, now: Date): LeadPanelDto {
  const ago = (minutes: number): string =>
    new Date(now.getTime() - minutes * MINUTE_MS).toISOString();
  const scored = lead.likelihood !== null;
  const reasonsFor = scored ? FOR.map((text, place) => pointed(text, 8.2 - place * 1.6)) : [];
  const reasonsAgainst = scored
    ? AGAINST.map((text, place) => pointed(text, -2.9 + place * 0.5))
    : [];
  const listed = [...reasonsFor, ...reasonsAgainst].reduce((sum, { points }) => sum + points, 0);
  const percent = lead.likelihood?.percent ?? 0;
  const arrived = (now.getTime() - lead.arrivedAt.getTime()) / MINUTE_MS;
  const nothing = {
    what: null,
    direction: null,
    human: true,
    price: null,
    previousPrice: null,
    reason: null,
  };
  const at = (minutes: number): Date => new Date(ago(minutes));
  return {
    ...(lead as Pick<WorklistLeadDto, keyof WorklistLeadDto>),
    message: lead.firstLine === null ? null : `${lead.firstLine}\n\nThanks!`,
    usualPercent: scored ? 8.3 : null,
    reasonsFor,
    reasonsAgainst,
    otherPoints: scored ? Math.round((percent - 8.3 - listed) * 10) / 10 : 0,
    ...outlookOf(scored, percent),
    modelNumber: scored ? 7 : null,
    ...backgroundOf(lead, percent, at),
    scores: scored
      ? [22, 22, 26, 25, percent].map((value, index) => ({
          at: at(arrived * (1 - index / 5.5)),
          percent: value,
          band: 'hot',
          modelNumber: 7,
        }))
      : [],
    timeline: [
      { ...nothing, at: at(arrived * 0.3), kind: 'price', price: 26_995, previousPrice: 27_995 },
      {
        ...nothing,
        at: at(arrived * 0.8),
        kind: 'activity',
        what: 'message',
        direction: 'inbound',
      },
      {
        ...nothing,
        at: at(arrived * 0.98),
        kind: 'activity',
        what: 'message',
        direction: 'outbound',
        human: false,
      },
      { ...nothing, at: at(arrived), kind: 'arrived' },
    ],
  };
}

function outlookOf(scored: boolean, percent: number): Pick<LeadPanelDto, 'actions' | 'changes'> {
  if (!scored) return { actions: [], changes: [] };
  const toPercent = percent + 6;
  return {
    actions: [
      {
        action: 'answer',
        sentence: `Answered now: ${percent} → ${toPercent} %`,
        fromPercent: percent,
        toPercent,
        basis: 'association',
      },
    ],
    changes: [{ sentence: 'Asked to visit: raised the likelihood.', logOdds: 0.4, points: 5.2 }],
  };
}

const pointed = (phrase: string, points: number): WorklistReasonDto => ({
  direction: points > 0 ? 'for' : 'against',
  phrase,
  sentence: `${phrase}: speaks ${points > 0 ? 'for' : 'against'} a sale.`,
  evidence: points > 3 ? 'Here such buyers bought 2.1x as often (38 of 310).' : null,
  points: Math.round(points * 10) / 10,
});

export const readiness = (young: boolean): ReadinessDto =>
  young
    ? {
        stage: 'borrowed',
        won: 2,
        lost: 9,
        missing: { won: 38, lost: 31 },
        words: 'Scores rest on the group so far: 2 leads were sold and 9 closed without a sale.',
      }
    : {
        stage: 'own',
        won: 240,
        lost: 2100,
        missing: null,
        words: 'Scores rest on our own outcomes first: 240 leads were sold.',
      };

export function scorecard(young: boolean): ScorecardDto {
  const promised = [0.011, 0.018, 0.026, 0.035, 0.046, 0.06, 0.079, 0.108, 0.155, 0.271];
  const seen = [0.008, 0.024, 0.016, 0.039, 0.055, 0.047, 0.086, 0.125, 0.14, 0.289];
  const report = {
    leads: 1280,
    won: 106,
    metrics: {
      auc: 0.78,
      logLoss: 0.24,
      brier: 0.066,
      ece: 0.011,
      liftAt10: 3.4,
      recallAt20: 0.52,
      promisedOverSeen: 0.97,
    },
    overall: group(0.083, 0.08, 1280),
    calibration: promised.map((promise, index) => group(seen[index] ?? 0, promise, 128)),
    byBand: {
      hot: group(0.28, 0.26, 142),
      warm: group(0.09, 0.09, 390),
      cool: group(0.03, 0.03, 748),
    },
  };
  const nothing = {
    leads: 0,
    won: 0,
    metrics: Object.fromEntries(Object.keys(report.metrics).map((name) => [name, null])),
    overall: null,
    calibration: [],
    byBand: {},
  } as unknown as ScorecardDto['first'];
  return {
    dealership: 'rockies-denver',
    simulated: true,
    since: new Date(0),
    horizonDays: 90,
    waiting: 37,
    first: young ? nothing : report,
    latest: young ? nothing : report,
  };
}

const group = (share: number, promised: number, leads: number) => ({
  leads,
  won: Math.round(share * leads),
  promised,
  seen: { share, lower: Math.max(0, share - 0.035), upper: share + 0.045 },
});
