/**
 * Features that tell of one matter from several sides. What they add is said as one reason: one by one
 * they contradict each other ("answered", "answered after 12 minutes", "no longer waits").
 */
const ASPECTS: Readonly<Record<string, readonly string[]>> = {
  answer: ['answered', 'answerMinutes', 'waitingMinutes'],
  'what the buyer said': [
    'messagesFromBuyer',
    'callsFromBuyer',
    'textsFromBuyer',
    'emailsFromBuyer',
    'buyerReplied',
    'hoursSinceBuyer',
    'lastWord',
    'talksLast24Hours',
    'talksLast7Days',
  ],
  'what we said': [
    'messagesFromPeople',
    'callsFromPeople',
    'textsFromPeople',
    'emailsFromPeople',
    'hoursSinceOurs',
    'notes',
    'otherActivities',
  ],
  'automatic messages': [
    'messagesFromMachine',
    'callsFromMachine',
    'textsFromMachine',
    'emailsFromMachine',
  ],
  'steps to a sale': ['appointments', 'visits', 'testDrives', 'quotes'],
  'form of the message': ['messageKind', 'messageCharacters', 'questionMarks'],
  'ways of contact': [
    'hasPhone',
    'hasMobile',
    'emailKind',
    'hasPhoneAndEmail',
    'preferredContact',
    'givesPhone',
  ],
  vehicle: ['namesVehicle', 'make', 'model', 'body', 'condition'],
  'age of the vehicle': ['vehicleAgeYears', 'odometerKm'],
  price: ['price', 'priceKnown', 'priceAgainstSimilarPercent', 'similarInStock'],
  'price changes': ['priceCutsSinceMessage', 'priceChangeSinceMessagePercent'],
  'time on the lot': ['daysOnLot', 'stillAvailable'],
  'time of arrival': ['arrivalHour', 'arrivalWeekday', 'afterHours'],
  'way of arrival': ['source', 'channel'],
  'earlier leads': ['earlierLeads', 'daysSinceEarlierLead', 'boughtBefore', 'leadsSince'],
  'load of the desk': ['arrivalsLast24Hours', 'arrivalsLast7Days'],
};

const aspects = new Map(
  Object.entries(ASPECTS).flatMap(([aspect, features]) =>
    features.map((feature): [string, string] => [feature, aspect]),
  ),
);

/** Every feature that shares its aspect with others. */
export const FEATURES_WITH_ASPECT: readonly string[] = [...aspects.keys()];

/** The matter a feature tells of; the feature itself where it stands alone. */
export const aspectOf = (feature: string): string => aspects.get(feature) ?? feature;

const OF_THE_ROOFTOP: ReadonlySet<string> = new Set(['region', 'dealership']);

/** Whether a feature says where the lead is, the same for all leads of a rooftop, and nothing about the lead. */
export const isOfRooftop = (feature: string): boolean => OF_THE_ROOFTOP.has(feature);
