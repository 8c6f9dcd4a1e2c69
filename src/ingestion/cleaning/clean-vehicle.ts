import type { StandardVehicle, VehicleInterest } from '#leads';
import type { Said, SaidVehicle } from '#crm';
import type { CleaningContext } from './cleaning-context.js';
import type { CleaningNotes } from './cleaned.js';
import { cleanInstant, cleanSourceVersion } from './clean-instant.js';
import { cleanMakeModel, type VehicleName } from './clean-make-model.js';
import { cleanOdometer } from './clean-odometer.js';
import { cleanCurrency, cleanPrice } from './clean-price.js';
import { cleanWord } from './clean-text.js';
import { cleanVin } from './clean-vin.js';
import { cleanYear } from './clean-year.js';
import { decodeVin, type DecodedVin } from './decode-vin.js';
import { present } from './present.js';

const MOST_PRICES = 200;

/** A vehicle in stock as the store keeps it. */
export function cleanVehicle(
  said: SaidVehicle,
  identity: { externalId: string; sourceVersion?: number; seenAt?: Date },
  context: CleaningContext,
  notes: CleaningNotes,
): StandardVehicle {
  const { body, ...named } = nameAndNumbers(said, context, notes);
  const listedAt = notes.keep(cleanInstant(said.listedAt, 'listedAt', context));
  const updatedAt = notes.keep(cleanInstant(said.updatedAt, 'updatedAt', context));
  return {
    connectionId: context.connectionId,
    externalId: identity.externalId,
    sourceVersion: identity.sourceVersion ?? cleanSourceVersion(said.updatedAt, context),
    ...present({
      ...named,
      trim: cleanWord(said.trim, 80),
      body: cleanWord(said.body, 40)?.toLowerCase() ?? body,
      condition: conditionOf(said.condition),
      odometerKm: notes.keep(cleanOdometer(said.odometer, context.country)),
      currency: cleanCurrency(said.price?.currency, said.price?.amount, context.currency),
      listedAt,
      soldAt: notes.keep(cleanInstant(said.soldAt, 'soldAt', context)),
    }),
    prices: pricesOf(said, updatedAt ?? identity.seenAt ?? listedAt ?? context.now, context, notes),
  };
}

/** The vehicle as a lead told of it; absent when it says nothing usable. */
export function cleanInterest(
  said: SaidVehicle | undefined,
  context: CleaningContext,
  notes: CleaningNotes,
): VehicleInterest | undefined {
  if (said === undefined) return undefined;
  const { body: _body, ...named } = nameAndNumbers(said, context, notes);
  const interest: VehicleInterest = present({
    ...named,
    trim: cleanWord(said.trim, 80),
    price: notes.keep(cleanPrice(said.price?.amount)),
  });
  return Object.keys(interest).length === 0 ? undefined : interest;
}

/** What was said goes before what the VIN tells: a plate can be copied wrong where the car stands in view. */
function nameAndNumbers(said: SaidVehicle, context: CleaningContext, notes: CleaningNotes) {
  const vin = notes.keep(cleanVin(said.vin));
  const year = notes.keep(cleanYear(said.year, context.now));
  const decoded: DecodedVin = vin === undefined ? {} : decodeVin(vin);
  const named = cleanMakeModel(said.make ?? decoded.make, said.model);
  return {
    vin,
    stockNumber: cleanWord(said.stockNumber, 60),
    year: year ?? decoded.year,
    body: decoded.body,
    ...named,
    ...(named.model === undefined && isOfMake(named.make, decoded) && modelOf(decoded)),
  };
}

/** A model is taken from the VIN only for the make that it tells too. */
const isOfMake = (make: string | undefined, { make: told }: DecodedVin): boolean =>
  make !== undefined && make === cleanMakeModel(told, undefined).make;

const modelOf = ({ make, model }: DecodedVin): VehicleName => cleanMakeModel(make, model);

function conditionOf(said: Said): StandardVehicle['condition'] {
  const text = cleanWord(said, 40)?.toLowerCase() ?? '';
  if (/cert|cpo/.test(text)) return 'certified';
  if (/used|pre-?owned|second/.test(text)) return 'used';
  return /new/.test(text) ? 'new' : undefined;
}

/** Every price said. The one asked now counts from the update that told it: earlier it may have been another. */
function pricesOf(
  said: SaidVehicle,
  seenAt: Date,
  context: CleaningContext,
  notes: CleaningNotes,
): StandardVehicle['prices'] {
  const history = (Array.isArray(said.priceHistory) ? said.priceHistory : [])
    .slice(-MOST_PRICES)
    .flatMap((one) => {
      const amount = notes.keep(cleanPrice(one?.amount));
      const at = notes.keep(cleanInstant(one?.at, 'priceHistory', context));
      return amount === undefined || at === undefined ? [] : [{ amount, at }];
    });
  history.sort((a, b) => a.at.getTime() - b.at.getTime());
  const asking = notes.keep(cleanPrice(said.price?.amount));
  if (asking === undefined || history.at(-1)?.amount === asking) return history;
  return [...history, { amount: asking, at: seenAt }];
}
