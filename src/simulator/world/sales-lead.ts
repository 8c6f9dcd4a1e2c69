import { DAY } from '../calendar.js';
import { endingOf, UNKNOWN_STATUS, type Ending } from '../ending.js';
import { chanceOfSale } from '../fate.js';
import type { CrmCustomer, CrmLead } from '../records.js';
import type { Rep } from '../rooftops.js';
import { priceAt, type StockVehicle } from '../stock/vehicle.js';
import { converse } from '../talk/conversation.js';
import { firstMessage, type Words } from '../talk/messages.js';
import { channelOf, meetShopper, type Shopper } from '../talk/shopper.js';
import type { LeadPlan } from './branch.js';
import { blankLead, planOf, whoAsks, type Arrival, type Draft } from './draft.js';

/** Somebody asks about a vehicle; the talk and its end are decided at once and happen over weeks. */
export function salesLead(draft: Draft): Arrival {
  const { branch, dice, at, wishes } = draft;
  const shopper = meetShopper(dice, branch.yearsIn(at), new Date(at).getUTCFullYear());
  if (wishes.source)
    [shopper.source, shopper.channel] = [
      wishes.source,
      channelOf(wishes.source) ?? shopper.channel,
    ];
  const customer = whoAsks(draft, shopper.source);
  const vehicle = branch.lot.catchesEye(dice, at);
  const rep = dice.pick(branch.rooftop.reps);
  const lead = blankLead(draft, shopper, customer);
  lead.assigned_to = dice.chance(0.96) ? rep.name : null;
  lead.custom_fields = shopper.custom;
  lead.trade_in = shopper.tradeIn;
  lead.message = wishes.message ?? firstMessage(dice, shopper.intent, wordsFor(vehicle, lead, at));
  if (vehicle) interestIn(lead, vehicle);
  return {
    lead,
    customer,
    vehicle,
    plan: decideFate(draft, { shopper, customer, vehicle, rep, lead }),
  };
}

interface Cast {
  shopper: Shopper;
  customer: CrmCustomer;
  vehicle: StockVehicle | null;
  rep: Rep;
  lead: CrmLead;
}

function decideFate({ branch, dice, at, deskLoad }: Draft, cast: Cast): LeadPlan {
  const { shopper, vehicle, rep, lead } = cast;
  const yearsIn = branch.yearsIn(at);
  const talk = converse(dice, {
    at,
    calendar: branch.calendar,
    shopper,
    rep,
    deskLoad: deskLoad * (1 + 0.1 * yearsIn),
    hasPhone: cast.customer.phones.length > 0,
  });
  const price = vehicle ? priceAt(vehicle, at) : 15_000;
  const probability = chanceOfSale({
    shopper,
    talk,
    repSkill: rep.skill,
    standing: branch.rooftop.standing,
    pricePosition: vehicle ? price / vehicle.fairValue : 1,
    price,
    distanceMiles: branch.distances.get(cast.customer.id) ?? 25,
    vehicleAgeYears: vehicle ? new Date(at).getUTCFullYear() - vehicle.record.year : 8,
    daysListed: vehicle ? (at - vehicle.listedAt) / DAY : 30,
    weekend: [0, 6].includes(branch.calendar.weekday(at)),
    yearsIn,
    luck: dice.normal(),
  });
  const sold = dice.chance(probability);
  branch.truths.set(lead.id, { probability, urgency: shopper.urgency, sold });
  const ending = endingOf(dice, at, talk, sold);
  if (dice.chance(0.003))
    ending.steps.splice(1, Infinity, { status: UNKNOWN_STATUS, reason: null, at: at + DAY });
  else if (sold && vehicle) leaveLot(vehicle, ending);
  return planOf(lead.id, at, [...talk.touches, ...ending.extra], ending);
}

function interestIn(lead: CrmLead, vehicle: StockVehicle): void {
  const { id, year, make, model, trim, stock } = vehicle.record;
  lead.vehicle_id = id;
  const asked =
    typeof vehicle.record.price === 'string'
      ? vehicle.record.price
      : priceAt(vehicle, Date.parse(lead.created_at));
  lead.vehicle_interest = { year, make, model, trim, stock, price: asked };
}

function wordsFor(vehicle: StockVehicle | null, lead: CrmLead, at: number): Words {
  const trade = lead.trade_in
    ? `${lead.trade_in.year} ${lead.trade_in.make} ${lead.trade_in.model}`
    : 'my old truck';
  const { year, make, model } = vehicle?.record ?? { year: 2018, make: 'Ford', model: 'car' };
  return { year, make, model, price: vehicle ? priceAt(vehicle, at) : 12_000, trade };
}

function leaveLot(vehicle: StockVehicle, ending: Ending): void {
  const soldAt = ending.steps.find((step) => step.status === 'Sold')!.at;
  vehicle.leavesAt = Math.min(vehicle.leavesAt, soldAt);
}
