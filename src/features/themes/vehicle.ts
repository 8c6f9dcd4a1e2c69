import type { AsOf, KnownVehicle } from '../as-of.js';
import { categorical, numeric, yesNo } from '../feature-declaration.js';

const DAY = 86_400_000;

/** The vehicle asked about: what it is, what it costs, how long it has stood. */
export const VEHICLE_FEATURES = [
  yesNo({
    name: 'namesVehicle',
    label: 'The lead names a vehicle',
    because: 'Somebody who wants this very vehicle is closer than somebody who looks around.',
    from: ({ vehicle }) => vehicle !== null,
  }),
  yesNo({
    name: 'offersTradeIn',
    label: 'A trade-in is offered',
    because: 'A described trade-in is the first half of a purchase.',
    from: ({ tradeIn }) =>
      tradeIn !== null && Object.values(tradeIn).some((said) => said !== undefined),
  }),
  numeric({
    name: 'vehicleAgeYears',
    unit: 'years',
    label: 'Age of the vehicle',
    because: 'Old and new vehicles have different buyers.',
    from: ({ vehicle, cutoff }) =>
      vehicle?.year ? new Date(cutoff).getUTCFullYear() - vehicle.year : null,
  }),
  categorical({
    name: 'make',
    label: 'Make',
    because: 'Some makes sell themselves.',
    from: ({ vehicle }) => vehicle && vehicle.make,
  }),
  categorical({
    name: 'model',
    label: 'Model',
    because: 'Some models have ten shoppers for each one on the lot.',
    from: ({ vehicle }) => vehicle && vehicle.model,
  }),
  categorical({
    name: 'body',
    label: 'Body style',
    because: 'Trucks, vans and sedans are bought for different needs.',
    from: ({ vehicle }) => vehicle && vehicle.body,
  }),
  categorical({
    name: 'condition',
    label: 'New, used or certified',
    because: 'New vehicles are compared between dealers, used ones are one of a kind.',
    from: ({ vehicle }) => vehicle && vehicle.condition,
  }),
  numeric({
    name: 'odometerKm',
    unit: 'km',
    label: 'Odometer',
    because: 'High mileage draws bargain hunters and puts others off.',
    from: ({ vehicle }) => vehicle && vehicle.odometerKm,
  }),
  yesNo({
    name: 'priceKnown',
    label: 'The asking price is known',
    because: 'A listing without a price draws questions, not buyers.',
    from: ({ vehicle }) => vehicle && vehicle.prices.length > 0,
  }),
  numeric({
    name: 'price',
    unit: 'in the store’s currency',
    label: 'Asking price',
    because: 'The price decides who can buy.',
    from: ({ vehicle }) => vehicle && priceAt(vehicle, Infinity),
  }),
  numeric({
    name: 'priceCutsSinceMessage',
    unit: 'cuts',
    label: 'Price cuts since the message',
    because: 'A cut is a reason to call, and a reason to come back.',
    from: (asOf) => asOf.vehicle && priceCuts(asOf, asOf.vehicle),
  }),
  numeric({
    name: 'priceChangeSinceMessagePercent',
    unit: '%',
    label: 'Price change since the message',
    because: 'The vehicle may have come within reach since the buyer wrote.',
    from: (asOf) => asOf.vehicle && priceChange(asOf, asOf.vehicle),
  }),
  numeric({
    name: 'daysOnLot',
    unit: 'd',
    label: 'Days on the lot',
    because: 'Fresh stock sells fast; old stock has been passed over by others.',
    from: ({ vehicle, cutoff }) =>
      vehicle && vehicle.listedAt !== null
        ? ((vehicle.soldAt ?? cutoff) - vehicle.listedAt) / DAY
        : null,
  }),
  yesNo({
    name: 'stillAvailable',
    label: 'The vehicle is still available',
    because: 'A sold vehicle can only be replaced by another.',
    from: ({ vehicle }) =>
      vehicle === null || vehicle.id === null ? null : vehicle.soldAt === null,
  }),
];

/** The asking price at an instant; null before the first one. */
export function priceAt({ prices }: KnownVehicle, instant: number): number | null {
  return prices.findLast(({ at }) => at <= instant)?.amount ?? null;
}

function priceCuts({ arrivedAt }: AsOf, { prices }: KnownVehicle): number {
  return prices.filter(
    ({ amount, at }, i) => at > arrivedAt && amount < (prices[i - 1]?.amount ?? 0),
  ).length;
}

function priceChange({ arrivedAt }: AsOf, vehicle: KnownVehicle): number | null {
  const then = priceAt(vehicle, arrivedAt);
  const now = priceAt(vehicle, Infinity);
  return then === null || now === null ? null : ((now - then) / then) * 100;
}
