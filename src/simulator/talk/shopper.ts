import type { Dice } from '../dice.js';
import type { CrmTradeIn, CustomFields } from '../records.js';
import { CATALOGUE } from '../stock/catalogue.js';
import type { Intent } from './messages.js';

/** Who writes and why, drawn when a sales lead arrives. `urgency` is never recorded anywhere in the CRM. */
export interface Shopper {
  /** Standard normal: how badly this person needs a car this month. */
  urgency: number;
  source: string;
  channel: string;
  intent: Intent;
  tradeIn: CrmTradeIn | null;
  prequal: boolean;
  custom: CustomFields;
}

const CHANNELS: Record<string, string> = {
  'Facebook Marketplace': 'messenger',
  'Dealer Website': 'web_form',
  'Listing Partner': 'email',
  'Phone Call': 'phone',
  'Walk-in': 'showroom',
};

const CAMPAIGNS = [
  'none',
  'none',
  'tax_refund',
  'truck_month',
  'back_to_school',
  'year_end',
  'boosted_listing',
];
const AGE_BANDS = ['18-24', '25-34', '35-44', '45-54', '55-64', '65+'];

/** @param yearsIn - Years since the world began; Marketplace grows, forms shrink. */
export function meetShopper(dice: Dice, yearsIn: number, thisYear: number): Shopper {
  const urgency = dice.normal();
  const source = drawSource(dice, yearsIn);
  const intent = drawIntent(dice, source, urgency);
  const tradeIn = intent === 'trade' || dice.chance(0.13) ? drawTradeIn(dice, thisYear) : null;
  const prequal = dice.chance(intent === 'finance' ? 0.55 : 0.1);
  return {
    urgency,
    source,
    channel: CHANNELS[source]!,
    intent,
    tradeIn,
    prequal,
    custom: drawCustomFields(dice, source, urgency, prequal),
  };
}

export function drawSource(dice: Dice, yearsIn: number): string {
  return dice.weighted({
    'Facebook Marketplace': 0.6 + 0.07 * yearsIn,
    'Dealer Website': 0.17 - 0.03 * yearsIn,
    'Listing Partner': 0.13 - 0.03 * yearsIn,
    'Phone Call': 0.06,
    'Walk-in': 0.03,
  });
}

export const channelOf = (source: string): string => CHANNELS[source]!;

function drawIntent(dice: Dice, source: string, urgency: number): Intent {
  if (source === 'Phone Call' || source === 'Walk-in') return 'none';
  const defaultShare = source === 'Facebook Marketplace' ? 0.6 : 0.16;
  if (dice.chance(defaultShare - 0.09 * urgency)) return 'default';
  return dice.weighted({
    question: 0.3,
    price: 0.24,
    lowball: 0.13 * Math.exp(-0.5 * urgency),
    finance: 0.15,
    trade: 0.1,
    visit: 0.12 * Math.exp(0.6 * urgency),
  });
}

export function drawTradeIn(dice: Dice, thisYear: number): CrmTradeIn {
  const line = dice.pick(CATALOGUE);
  const age = dice.whole(4, 15);
  return {
    year: thisYear - age,
    make: line.make,
    model: line.model,
    odometer_miles: Math.round(age * dice.normal(12_500, 2_500)),
  };
}

/** The CRM's own fields. `customer_age_band` is there to be refused: no model may ever read it. */
function drawCustomFields(
  dice: Dice,
  source: string,
  urgency: number,
  prequal: boolean,
): CustomFields {
  const views = Math.max(1, Math.round(dice.lognormal(9 * Math.exp(0.25 * urgency), 0.7)));
  return {
    campaign: dice.pick(CAMPAIGNS),
    listing_views: source === 'Facebook Marketplace' ? views : null,
    saved_listing:
      source === 'Facebook Marketplace' && dice.chance(0.12 + 0.06 * Math.max(0, urgency)),
    finance_prequal_requested: prequal ? 'yes' : 'no',
    customer_age_band: dice.chance(0.6) ? dice.pick(AGE_BANDS) : null,
  };
}
