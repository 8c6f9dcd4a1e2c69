import type { Dealership, Vault } from '#access';
import { readReasons, type ReadReasons } from './stored-reasons.js';
import { contactChances } from './contact-ways.js';
import { responsePromise } from './response-promise.js';
import type {
  LikelihoodDto,
  WorklistCustomerDto,
  WorklistLeadDto,
  WorklistVehicleDto,
} from './worklist.dto.js';
import type { WorklistRow } from './worklist-rows.js';

const FIRST_LINE_CHARACTERS = 160;
const CARD_REASONS = { for: 2, against: 1 };

/** The plain shape of a {@link WorklistLeadDto}, to spread into larger answers. */
export type ShownLead = Pick<WorklistLeadDto, keyof WorklistLeadDto>;

/** Opens a row's personal data and says it in the desk's shape. */
export function shownLead(
  row: WorklistRow,
  dealership: Dealership,
  vault: Vault,
  now: Date,
): ShownLead {
  const open = opener(vault, dealership.id);
  const reasons = reasonsOf(row);
  const customer = customerOf(row, open);
  return {
    leadId: row.leadId,
    likelihood: likelihoodOf(row),
    reasons: [
      ...(reasons?.for.slice(0, CARD_REASONS.for) ?? []),
      ...(reasons?.against.slice(0, CARD_REASONS.against) ?? []),
    ],
    arrivedAt: row.arrivedAt,
    outcome: row.outcome,
    promise: responsePromise(row.arrivedAt, row.firstHumanAnswerAt, promisedBy(dealership), now),
    wroteAgain: row.wroteAgain,
    vehicle: vehicleOf(row, dealership.currency),
    customer,
    contact: contactChances(
      {
        phone: customer.phone,
        email: customer.email,
        postalCode: open(row.postalCodeSealed),
        refused: row.refused,
        consents: row.consents.map(({ way, at, wordsSealed }) => ({
          way,
          at: new Date(at),
          words: open(Buffer.from(wordsSealed, 'base64')),
        })),
        preferred: row.preferred,
        arrivedAt: row.arrivedAt,
        heardAt: row.heardAt,
        textedAt: row.textedAt,
      },
      dealership.timeZone,
      now,
      dealership.settings.contactHours,
    ),
    opinion: row.opinion,
    firstLine: firstLineOf(open(row.messageSealed)),
    assignedTo: row.assignedTo,
    assignedStaffId: row.assignedStaffId,
    source: row.source,
    lastActivityAt: row.lastActivityAt,
  };
}

export const promisedBy = ({ settings, timeZone }: Dealership) => ({
  minutes: settings.responsePromiseMinutes,
  store: { timeZone, openingHours: settings.openingHours ?? undefined },
});

export const opener =
  (vault: Vault, dealershipId: string) =>
  (sealed: Buffer | null): string | null =>
    sealed === null ? null : vault.open(dealershipId, sealed);

export function reasonsOf(row: WorklistRow): ReadReasons | null {
  const { reasons, logOdds } = row;
  return reasons === null || logOdds === null ? null : readReasons(reasons, logOdds);
}

/** 1..99: nobody's future is certain. */
export const percentOf = (score: number): number =>
  Math.min(99, Math.max(1, Math.round(score * 100)));

function likelihoodOf(row: WorklistRow): LikelihoodDto | null {
  const { score, lower, upper, band, scoredAt, previousScore } = row;
  if (score === null || band === null || scoredAt === null) return null;
  const percent = percentOf(score);
  return {
    percent,
    lowerPercent: Math.min(percent, percentOf(lower ?? score)),
    upperPercent: Math.max(percent, percentOf(upper ?? score)),
    band,
    trend: previousScore === null ? null : trendOf(percent - percentOf(previousScore)),
    scoredAt,
  };
}

/** What people see is whole percents, so less than one is no movement. */
function trendOf(difference: number): LikelihoodDto['trend'] {
  if (difference === 0) return 'same';
  return difference > 0 ? 'up' : 'down';
}

function vehicleOf(row: WorklistRow, dealershipCurrency: string): WorklistVehicleDto | null {
  const line = [row.year, row.make, row.model, row.trim].filter((part) => part !== null).join(' ');
  if (line === '') return null;
  const { price, priceAtArrival } = row;
  const fell = price !== null && priceAtArrival !== null && price < priceAtArrival;
  return {
    line,
    price,
    currency: row.currency ?? dealershipCurrency,
    cut: fell ? priceAtArrival - price : null,
    cutAt: fell ? row.priceSince : null,
    sold: row.soldAt !== null,
  };
}

function customerOf(row: WorklistRow, open: (sealed: Buffer | null) => string | null) {
  const customer: WorklistCustomerDto = {
    name: open(row.nameSealed),
    phone: open(row.phoneSealed),
    email: open(row.emailSealed),
  };
  return customer;
}

function firstLineOf(message: string | null): string | null {
  const line = message
    ?.split('\n')
    .map((part) => part.trim())
    .find((part) => part !== '');
  if (line === undefined) return null;
  if (line.length <= FIRST_LINE_CHARACTERS) return line;
  // A cut between the halves of one character would show as a broken sign.
  return `${line.slice(0, FIRST_LINE_CHARACTERS - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
