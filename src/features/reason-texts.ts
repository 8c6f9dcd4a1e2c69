import {
  aOrAn,
  asked,
  away,
  between,
  change,
  driven,
  duration,
  inMoney,
  many,
  MILES_PER_KM,
  number,
  one,
  talks,
  talkTexts,
  times,
  within,
  yesNo,
} from './phrases.js';
import type { ReasonText } from './reason-text.js';

/**
 * Every phrase by which a feature's value is said to people, in one place, keyed by feature name. A
 * feature without an entry is said by its label, so a new feature needs none.
 */
export const REASON_TEXTS: Readonly<Record<string, ReasonText>> = {
  ageHours: number((h) => `arrived ${duration(h * 60)} ago`),
  arrivalHour: {
    ...number((h) => `arrived between ${h}:00 and ${h}:59`),
    alike: ({ from, to }) =>
      `buyers who wrote between ${Math.max(0, from)}:00 and ${Math.min(24, to)}:00`,
  },
  arrivalWeekday: { says: (day) => `arrived on a ${day}` },
  afterHours: yesNo('arrived after hours', 'arrived while the store was open'),
  source: { says: (source) => `came from ${source}`, missing: 'came from an unnamed source' },
  channel: { says: (channel) => `came by ${channel}`, missing: 'came by an unnamed channel' },

  messageKind: {
    says: (kind) =>
      ({
        'default question': 'sent the ready-made question',
        'own words': 'wrote in their own words',
        none: 'wrote no message',
      })[kind] ?? `wrote ${kind}`,
  },
  asksAvailability: asked('whether the vehicle is available'),
  asksPrice: asked('about the price'),
  asksFinance: asked('about financing'),
  asksTrade: asked('about a trade-in'),
  asksVisit: asked('to visit or test-drive'),
  asksCondition: asked('about condition or history'),
  mentionsTime: yesNo(
    'named a day or a time',
    'named no day or time',
    'no message that names a day or a time',
  ),
  givesPhone: yesNo(
    'gave a phone number in the message',
    'gave no phone number in the message',
    'no message that gives a phone number',
  ),
  messageCharacters: {
    ...number((n) => `wrote a message of ${many(n, 'character')}`),
    missing: 'no message that could be long or short',
  },
  questionMarks: {
    ...number((n) => `used ${many(n, 'question mark')}`),
    missing: 'no message with a question mark',
  },

  hasPhone: yesNo('can be called', 'left no phone number'),
  hasMobile: yesNo('left a mobile number', 'left no mobile number'),
  emailKind: {
    says: (kind) => (kind === 'none' ? 'left no e-mail address' : `left a ${kind} e-mail address`),
    missing: 'left no contact details',
  },
  hasPhoneAndEmail: yesNo('left both phone and e-mail', 'left only one way of contact, or none'),
  preferredContact: {
    says: (way) => `prefers to be reached by ${way}`,
    missing: 'named no preferred contact',
  },
  distanceBand: {
    says: (band) => `is ${away(String(band))} away`,
    missing: 'is at an unknown distance',
  },

  namesVehicle: yesNo('wants a certain vehicle', 'named no vehicle'),
  offersTradeIn: yesNo('offers a trade-in', 'offers no trade-in'),
  vehicleAgeYears: {
    ...number((years) =>
      years <= 0 ? 'wants a vehicle of this year' : `wants a vehicle ${many(years, 'year')} old`,
    ),
    missing: 'wants a vehicle of unknown age',
  },
  make: { says: (make) => `wants ${aOrAn(make)}`, missing: 'named no make' },
  model: { says: (model) => `wants the model ${model}`, missing: 'named no model' },
  body: { says: (body) => `wants ${aOrAn(body)}`, missing: 'wants an unknown body style' },
  condition: {
    says: (condition) => `wants a ${condition} vehicle`,
    missing: 'wants a vehicle of unknown condition',
  },
  odometerKm: {
    ...number((km) => `wants a vehicle with ${driven(km)} km (${driven(km * MILES_PER_KM)} mi)`),
    missing: 'wants a vehicle of unknown mileage',
  },
  priceKnown: yesNo('wants a vehicle with a known price', 'wants a vehicle without a price'),
  price: {
    says: (price, { currency }) => `wants a vehicle priced at ${inMoney(Number(price), currency)}`,
    missing: 'wants a vehicle without a known price',
    alike: ({ from, to }, { currency }) =>
      between('who want a vehicle priced', from, to, (price) => inMoney(price, currency)),
  },
  priceCutsSinceMessage: number((n) =>
    n === 0
      ? 'saw no price cut since the message'
      : `saw ${many(n, 'price cut')} since the message`,
  ),
  priceChangeSinceMessagePercent: number(
    (percent) => `the price ${change(percent)} since the message`,
  ),
  daysOnLot: {
    ...number((days) => `wants a vehicle that stood ${many(Math.floor(days), 'day')} on the lot`),
    missing: 'wants a vehicle with an unknown time on the lot',
  },
  stillAvailable: yesNo(
    'the vehicle is still available',
    'the vehicle has been sold',
    'the vehicle is not known in stock',
  ),

  similarInStock: number(
    (n) =>
      `${n === 1 ? 'one similar vehicle stands' : `${n === 0 ? 'no' : n} similar vehicles stand`} in stock`,
  ),
  priceAgainstSimilarPercent: {
    ...number((percent) =>
      Math.abs(percent) < 0.5
        ? 'the price equals that of similar stock'
        : `the price is ${Math.abs(percent).toFixed(0)} % ${percent < 0 ? 'below' : 'above'} similar stock`,
    ),
    missing: 'the price cannot be compared with similar stock',
  },

  ...talkTexts('messages', 'messaged', 'message'),
  ...talkTexts('calls', 'called', 'call'),
  ...talkTexts('texts', 'texted', 'text'),
  ...talkTexts('emails', 'e-mailed', 'e-mail'),
  appointments: number((n) =>
    n === 0 ? 'has no appointment' : `has made ${one(n, 'an appointment', 'appointments')}`,
  ),
  visits: number((n) => (n === 0 ? 'has not visited' : `visited ${times(n)}`)),
  testDrives: number((n) =>
    n === 0 ? 'has taken no test drive' : `took ${one(n, 'a test drive', 'test drives')}`,
  ),
  quotes: number((n) =>
    n === 0 ? 'was given no quote' : `was given ${one(n, 'a quote', 'quotes')}`,
  ),
  notes: number((n) =>
    n === 0 ? 'nobody made a note' : `the desk made ${one(n, 'a note', 'notes')}`,
  ),
  answered: yesNo('was answered by a person', 'has not been answered by a person'),
  answerMinutes: {
    ...number((minutes) => `answered after ${duration(minutes)}`),
    missing: 'not yet answered by a person',
    alike: within('buyers answered', duration),
  },
  waitingMinutes: {
    ...number((minutes) => `has waited ${duration(minutes)} for an answer`),
    missing: 'no longer waits for a first answer',
    alike: within('buyers left waiting', duration),
  },
  buyerReplied: yesNo(
    'replied after our answer',
    'has not replied to our answer',
    'had no answer to reply to',
  ),
  hoursSinceBuyer: number((hours) => `last heard from ${duration(hours * 60)} ago`),
  hoursSinceOurs: {
    ...number((hours) => `we last wrote or called ${duration(hours * 60)} ago`),
    missing: 'we have neither written nor called',
  },
  lastWord: { says: (speaker) => `${speaker} spoke last` },
  talksLast24Hours: number((n) => `${talks(n)} in the last 24 hours`),
  talksLast7Days: number((n) => `${talks(n)} in the last 7 days`),

  earlierLeads: number((n) => (n === 0 ? 'is new here' : `asked here ${times(n)} before`)),
  daysSinceEarlierLead: {
    ...number((days) => `asked here ${duration(days * 1440)} earlier`),
    missing: 'never asked here before',
  },
  boughtBefore: yesNo('bought here before', 'has not bought here before'),
  leadsSince: number((n) =>
    n === 0 ? 'has not asked about another vehicle since' : `asked ${times(n)} more since`,
  ),

  arrivalsLast24Hours: number((n) => `${many(n, 'other lead')} arrived within 24 hours`),
  arrivalsLast7Days: number((n) => `${many(n, 'other lead')} arrived within 7 days`),
  region: { says: () => 'wrote to a dealership of this region' },
  dealership: { says: () => 'wrote to this dealership' },
};
