import type { StatusMapping } from '../crm-adapter.js';

const open = { outcome: 'OPEN' } as const;
const won = { outcome: 'WON' } as const;
const lost = { outcome: 'LOST' } as const;
const stale = { outcome: 'STALE' } as const;
const excluded = (excludedReason: string) => ({ outcome: 'EXCLUDED', excludedReason }) as const;

/** What `leadStatusType` says of a lead whose own status is new to us. */
export const ANY_ACTIVE = 'ACTIVE';

/**
 * The statuses of VinSolutions. A store cannot make its own, but may map one otherwise. One that is
 * not here is held and shown, unless its type says that the lead is still active.
 */
export const VINSOLUTIONS_STATUSES: StatusMapping = {
  [ANY_ACTIVE]: open,
  ACTIVE_NEW_LEAD: open,
  ACTIVE_ACTIVE_LEAD: open,
  ACTIVE_WAITING_FOR_PROSPECT_RESPONSE: open,
  ACTIVE_SET_APPOINTMENT: open,
  ACTIVE_EMAIL_INBOX: open,

  SOLD_DELIVERED: won,
  SOLD_ON_ORDER: won,
  /** Financing may still fall through; then the lead becomes active or lost again. */
  SOLD_PENDING_FINANCE: won,

  LOST_PURCHASED_SAME_BRAND_DIFFERENT_DEALER: lost,
  LOST_PURCHASED_DIFFERENT_BRAND_DIFFERENT_DEALER: lost,
  LOST_PURCHASED_FROM_PRIVATE_PARTY: lost,
  LOST_NO_AGREEMENT_REACHED: lost,
  LOST_OUT_OF_MARKET: lost,
  LOST_REQUESTED_NO_FURTHER_CONTACT: lost,
  LOST_BAD_CREDIT: lost,
  BAD_NO_INTENT_TO_BUY: lost,
  BAD_SHOPPING_OUT_OF_AREA: lost,

  LOST_DID_NOT_RESPOND: stale,
  /** Closed by itself once all follow-ups were made. */
  LOST_LEAD_PROCESS_COMPLETED: stale,
  BAD_NO_CONTACT_IN_FIVE_DAYS: stale,
  BAD_BAD_OR_NO_CONTACT_INFORMATION: stale,
  BAD_INCORRECT_CUSTOMER_PHONE: stale,

  BAD_DUPLICATE_LEAD: excluded('duplicate'),
  LOST_WORKING_WITH_OTHER_SALESPERSON: excluded('duplicate'),
  /** Nobody who wants a car stands behind these. */
  BAD_DEALER_TEST_LEAD: excluded('test'),
  BAD_UNDERAGE_PROSPECT: excluded('test'),
  BAD_PROSPECT_CLAIMS_NEVER_SUBMITTED: excluded('test'),
  BAD_INCENTIVIZED: excluded('test'),
  LOST_IMPORT_LEAD: excluded('imported'),
  NON_CUSTOMER_INITIATED_LEAD: excluded('imported'),
  SERVICE_COMPLETE: excluded('service'),
  SERVICE_APPOINTMENT_SCHEDULED: excluded('service'),
  SERVICE_APPOINTMENT_MISSED: excluded('service'),
  SERVICE_APPOINTMENT_CANCELED: excluded('service'),
  OPEN_RO: excluded('service'),
  CLOSED_RO: excluded('service'),
};
