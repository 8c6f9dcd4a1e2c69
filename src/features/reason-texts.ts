/**
 * Every phrase by which a feature's value is said to people, in one place: the end of a sentence
 * about this lead, in lower case. A feature without an entry is said by its label, so a new feature
 * needs none.
 */
export interface ReasonText {
  says(value: number | string): string;
  /** For a missing value; "<label> is not known" where absent. */
  missing?: string;
}

const MILES_PER_KM = 0.621371;

/** Keyed by feature name. */
export const REASON_TEXTS: Readonly<Record<string, ReasonText>> = {
  ageHours: number((h) => `arrived ${duration(h * 60)} ago`),
  arrivalHour: number((h) => `arrived between ${h}:00 and ${h}:59`),
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
    ...number((price) => `wants a vehicle priced at ${grouped(price)}`),
    missing: 'wants a vehicle without a known price',
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
  },
  waitingMinutes: {
    ...number((minutes) => `has waited ${duration(minutes)} for an answer`),
    missing: 'no longer waits for a first answer',
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

/** "12 minutes", "3 hours", "2 days": the largest unit that leaves a whole number worth saying. */
export function duration(minutes: number): string {
  if (minutes < 1) return 'less than a minute';
  if (minutes < 90) return many(Math.round(minutes), 'minute');
  if (minutes < 36 * 60) return many(Math.round(minutes / 60), 'hour');
  return many(Math.round(minutes / 1440), 'day');
}

function number(says: (value: number) => string): ReasonText {
  return { says: (value) => says(Number(value)) };
}

function yesNo(yes: string, no: string, missing?: string): ReasonText {
  return {
    says: (value) => (value === 'yes' ? yes : no),
    ...(missing === undefined ? {} : { missing }),
  };
}

function asked(what: string): ReasonText {
  return yesNo(`asked ${what}`, `did not ask ${what}`, `no message that asks ${what}`);
}

/** How often one way of talking was used: by the buyer, by our people, by our machines. */
function talkTexts(name: string, verb: string, thing: string): Record<string, ReasonText> {
  const by = (who: string, not: string): ReasonText =>
    number((n) => (n === 0 ? `${not} ${verb}` : `${who} ${verb} ${times(n)}`));
  return {
    [`${name}FromBuyer`]: by('the buyer', 'the buyer has not'),
    [`${name}FromPeople`]: by('we', 'we have not'),
    [`${name}FromMachine`]: number((n) => `${many(n, `automatic ${thing}`)} sent`),
  };
}

/** "0-10 km" → "less than 10 km", "100+ km" → "100 km or more". */
function away(band: string): string {
  return band
    .replace(/^0-(\d+) km$/, 'less than $1 km')
    .replace(/^(\d+)\+ km$/, '$1 km or more')
    .replace(/^(\d+)-(\d+) km$/, '$1–$2 km');
}

/** An odometer, to the thousand where it has many: nobody reads further. */
function driven(distance: number): string {
  return grouped(distance < 10_000 ? distance : Math.round(distance / 1000) * 1000);
}

/** "a Ram", "an Audi", "an SUV". */
function aOrAn(thing: number | string): string {
  return `${/^(?:[aeio]|suv|mpv)/i.test(String(thing)) ? 'an' : 'a'} ${thing}`;
}

function talks(count: number): string {
  if (count === 1) return 'one message or call';
  return `${count === 0 ? 'no' : grouped(count)} messages or calls`;
}

function one(count: number, single: string, plural: string): string {
  return count === 1 ? single : `${grouped(count)} ${plural}`;
}

function many(count: number, thing: string): string {
  const figure = count === 0 ? 'no' : grouped(count);
  return `${figure} ${thing}${count === 1 ? '' : 's'}`;
}

/** "none", "once", "twice", "5 times". */
export function times(count: number): string {
  return ['none', 'once', 'twice'][count] ?? `${count} times`;
}

/** "1,234,567". By hand: asking Intl takes as long as scoring a feature. */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

function change(percent: number): string {
  if (Math.abs(percent) < 0.05) return 'has not changed';
  return `was ${percent < 0 ? 'cut' : 'raised'} by ${Math.abs(percent).toFixed(1).replace('.0', '')} %`;
}
