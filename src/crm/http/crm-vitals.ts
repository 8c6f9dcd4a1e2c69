/** Calls that a system grants us, and how many of them are left. */
export interface CallBudget {
  left: number;
  /** Of how many, where it says so. */
  of?: number;
  /** When it fills up again, where it says so; epoch ms. */
  resetsAt?: number;
}

/** What the newest answer of a system told beside its content. */
export interface CrmVitals {
  /** How far its clock is ahead of ours; negative: behind. */
  clockAheadMs?: number;
  budget?: CallBudget;
}

type Header = (name: string) => string | undefined;

/** Names of headers, lower case. */
export interface BudgetHeaders {
  left: string;
  of?: string;
  /** Of so many always, where the answer does not say. */
  always?: number;
  reset?: string;
}

const SALESFORCE = /api-usage=(\d+)\/(\d+)/;
/** HubSpot's, Zoho's, Microsoft's, and what everybody else has come to write. Of several the first that is there counts. */
const FAMILIES: BudgetHeaders[] = [
  { left: 'x-hubspot-ratelimit-daily-remaining', of: 'x-hubspot-ratelimit-daily' },
  { left: 'x-api-credits-remaining' },
  // Service protection of Dataverse: 6,000 calls of one user to one server in five minutes.
  { left: 'x-ms-ratelimit-burst-remaining-xrm-requests', always: 6000 },
  { left: 'ratelimit-remaining', of: 'ratelimit-limit', reset: 'ratelimit-reset' },
  { left: 'x-ratelimit-remaining', of: 'x-ratelimit-limit', reset: 'x-ratelimit-reset' },
];
/** A reset beyond this is an instant; below, it is seconds from now. */
const EARLIEST_INSTANT_S = 1_000_000_000;

/** @param own - Headers that a connection's settings name. */
export function readVitals(header: Header, now: Date, own?: BudgetHeaders): CrmVitals {
  const theirs = Date.parse(header('date') ?? '');
  const budget = readBudget(header, now, own);
  return {
    ...(!Number.isNaN(theirs) && { clockAheadMs: theirs - now.getTime() }),
    ...(budget && { budget }),
  };
}

/** @returns undefined where the answer does not tell. */
export function readBudget(header: Header, now: Date, own?: BudgetHeaders): CallBudget | undefined {
  const [, used, total] = SALESFORCE.exec(header('sforce-limit-info') ?? '') ?? [];
  if (used !== undefined && total !== undefined)
    return { left: Math.max(0, Number(total) - Number(used)), of: Number(total) };
  const family = [...(own ? [own] : []), ...FAMILIES].find(
    ({ left }) => counted(header(left)) !== undefined,
  );
  return family && budgetOf(family, header, now);
}

function budgetOf(family: BudgetHeaders, header: Header, now: Date): CallBudget {
  const of = counted(family.of && header(family.of)) ?? family.always;
  const reset = counted(family.reset && header(family.reset));
  return {
    left: counted(header(family.left)) ?? 0,
    ...(of !== undefined && { of }),
    ...(reset !== undefined && { resetsAt: resetAt(reset, now) }),
  };
}

/** Some write `100, 100;w=60`: the number before anything else counts. */
function counted(text: string | undefined): number | undefined {
  const digits = /^\s*(\d{1,15})/.exec(text ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

const resetAt = (seconds: number, now: Date): number =>
  seconds > EARLIEST_INSTANT_S ? seconds * 1000 : now.getTime() + seconds * 1000;
