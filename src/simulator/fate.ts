import { sigmoid } from './dice.js';
import type { Conversation } from './talk/scene.js';
import type { Shopper } from './talk/shopper.js';

/** Everything that decides whether a lead ends in a sale. Product code never sees this. */
export interface Circumstances {
  shopper: Shopper;
  talk: Conversation;
  /** -1 to 1. */
  repSkill: number;
  /** Of the rooftop, in log-odds. */
  standing: number;
  /** Asking price over fair value when the lead arrived. */
  pricePosition: number;
  price: number;
  distanceMiles: number;
  vehicleAgeYears: number;
  daysListed: number;
  weekend: boolean;
  /** Years since the world began; the rules drift with it. */
  yearsIn: number;
  /** Standard normal: all that nobody could have known. */
  luck: number;
}

/** Chosen so that 4 to 8 of 100 true leads are sold. */
const BASE = -4.75;

/**
 * The hidden rule: P(sold). Deliberately not additive. Waiting hurts the urgent most, a far-away
 * buyer only comes for a bargain, an overpriced car is worse when it is old, a skilled rep matters
 * only once there is talk, and what financing and distance mean changes over the two years.
 */
export function chanceOfSale(c: Circumstances): number {
  const z =
    BASE +
    0.3 * c.shopper.urgency +
    answer(c) +
    interest(c) +
    price(c) +
    distance(c) +
    vehicle(c) +
    engagement(c);
  return sigmoid(z + c.standing - 0.12 * c.yearsIn + c.luck);
}

function answer({ talk, shopper }: Circumstances): number {
  if (talk.answerHours === null) return -1.5;
  const ownWords = shopper.intent !== 'default' && shopper.intent !== 'none';
  const quick = Math.exp(-talk.answerHours / 2);
  const worth = (ownWords ? 1.1 : 0.4) * (shopper.urgency > 0.5 ? 1.5 : 1);
  return worth * quick - (talk.answerHours > 20 ? 0.7 : 0);
}

function interest({
  shopper,
  price: asked,
  yearsIn,
  weekend,
  pricePosition,
}: Circumstances): number {
  const byIntent: Record<Shopper['intent'], number> = {
    default: -0.35,
    question: 0.25,
    price: 0.15,
    lowball: pricePosition < 0.96 ? 0.3 : -1.3,
    finance: 0.5 - 0.4 * yearsIn,
    trade: 0.55,
    visit: weekend ? 1.3 : 0.9,
    none: 0.7,
  };
  const prequal = shopper.prequal ? (asked > 18_000 ? 0.75 : -0.4) : 0;
  return byIntent[shopper.intent] + prequal;
}

function price({ pricePosition, vehicleAgeYears }: Circumstances): number {
  const bargain = 1 / (1 + Math.exp((pricePosition - 0.96) * 60));
  const greed = Math.max(0, pricePosition - 1.04) * (vehicleAgeYears > 7 ? 16 : 9);
  return 0.85 * bargain - Math.min(2, greed);
}

function distance({ distanceMiles, pricePosition, shopper, yearsIn }: Circumstances): number {
  const far = distanceMiles < 12 ? 0.45 : distanceMiles < 35 ? 0 : distanceMiles < 80 ? -0.9 : -1.9;
  const worthTheTrip = pricePosition < 0.95 && shopper.intent !== 'default';
  return far < 0 && worthTheTrip ? far * 0.3 : far * (1 - 0.12 * yearsIn);
}

function vehicle({ vehicleAgeYears, distanceMiles, daysListed, shopper }: Circumstances): number {
  const age =
    vehicleAgeYears <= 5 ? 0.3 : vehicleAgeYears <= 10 ? -0.15 : distanceMiles < 20 ? 0.35 : -0.6;
  const trade = shopper.tradeIn ? (vehicleAgeYears < 6 ? 0.6 : -0.15) : 0;
  return age + trade + 0.35 * Math.exp(-daysListed / 10);
}

function engagement({ talk, repSkill }: Circumstances): number {
  const talked = Math.min(4, talk.buyerReplies);
  const skill = talked > 0 ? 0.6 * repSkill : 0;
  const meeting = talk.appointmentAt === null ? 0 : 0.3 + 0.3 * repSkill;
  return (
    0.16 * talked * (talk.answerHours === null ? 0.3 : 1) +
    skill +
    meeting +
    (talk.visitAt === null ? 0 : 0.35)
  );
}
