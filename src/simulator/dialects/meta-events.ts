/** One event as the Conversions API takes it. */
export interface MetaEvent {
  event_name: string;
  event_time: number;
  event_id: string;
  action_source: string;
  /** Its id as the digits that were sent: a double would change some. */
  user_data: { lead_id: string; em?: string[]; ph?: string[] };
  custom_data: {
    event_source: string;
    lead_event_source: string;
    value?: number;
    currency?: string;
  };
}

const DAY_S = 86_400;
const HASH = /^[0-9a-f]{64}$/;
const USER_DATA = new Set(['lead_id', 'em', 'ph']);

/** Reads a call's events, or tells why all of them are refused: one bad event takes the others with it. */
export function readEvents(body: string, nowS: number): MetaEvent[] | { wrong: string } {
  const { data, ...rest } = JSON.parse(body, keepDigits) as { data?: unknown };
  const odd = Object.keys(rest).find((key) => key !== 'test_event_code');
  if (odd !== undefined) return { wrong: `unknown parameter ${odd}` };
  if (!Array.isArray(data) || data.length === 0 || data.length > 1000) return { wrong: 'data' };
  for (const event of data as MetaEvent[]) {
    const wrong = faultOf(event, nowS);
    if (wrong) return { wrong };
  }
  return data as MetaEvent[];
}

function faultOf(event: MetaEvent, nowS: number): string | undefined {
  const checks: [string, boolean][] = [
    ['event_name', typeof event.event_name === 'string' && event.event_name !== ''],
    ['event_time', isTimely(event.event_time, nowS)],
    ['action_source', event.action_source === 'system_generated'],
    ['user_data', isUserData(event.user_data)],
    ['custom_data', isCustomData(event.custom_data)],
  ];
  return checks.find(([, good]) => !good)?.[0];
}

/** Not yet to come, and at most seven days old. */
const isTimely = (time: unknown, nowS: number): boolean =>
  Number.isInteger(time) && Number(time) <= nowS + 60 && Number(time) >= nowS - 7 * DAY_S;

/** A whole number for the lead, and nothing about the person in the clear. */
function isUserData(data: MetaEvent['user_data'] | undefined): boolean {
  const { lead_id: lead = '', em = [], ph = [] } = data ?? {};
  const known = Object.keys(data ?? {}).every((key) => USER_DATA.has(key));
  return known && /^#\d{15,17}$/.test(lead) && [...em, ...ph].every((hash) => HASH.test(hash));
}

function isCustomData(data: MetaEvent['custom_data'] | undefined): boolean {
  const { event_source, lead_event_source, value, currency } = data ?? {};
  const isPriced = value === undefined || Boolean(currency);
  return event_source === 'crm' && Boolean(lead_event_source) && isPriced;
}

/** Marks what came as a whole number, so that a text of digits is told from it. */
function keepDigits(key: string, value: unknown, context?: { source?: string }): unknown {
  return key === 'lead_id' && typeof value === 'number' ? `#${context?.source ?? ''}` : value;
}
