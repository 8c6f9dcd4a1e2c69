import { createHmac } from 'node:crypto';
import type { Rooftop } from '../rooftops.js';
import type { ArrivedLead } from '../world/events.js';
import { adfDocument } from './adf-document.js';

/** Where a new lead is announced the moment it arrives. */
export interface Notify {
  json?: {
    /** One address for all rooftops, or one each. */
    url: string | ((rooftop: string) => string);
    headers?: Record<string, string> | ((rooftop: string) => Record<string, string>);
    /** Signs the raw body into `X-Crm-Signature`; unsigned when absent. */
    secret?: string | ((rooftop: string) => string);
    /** The message; by default {@link jsonMessage}. */
    body?: (arrived: ArrivedLead) => unknown;
  };
  adf?: {
    url: string | ((rooftop: string) => string);
    headers?: Record<string, string> | ((rooftop: string) => Record<string, string>);
  };
}

export type Door = 'json' | 'adf';

/** What became of one announcement; `status` is null when nobody answered. */
export interface Announcement {
  door: Door;
  rooftop: string;
  leadId: string;
  status: number | null;
}

const TIMEOUT_MS = 10_000;

/** `{events: [{kind, record}]}`, the lead last, so that what it refers to is known by then. */
export function jsonMessage({ lead, customer, vehicle }: ArrivedLead): unknown {
  return {
    events: [
      { kind: 'customer', record: customer },
      ...(vehicle ? [{ kind: 'vehicle', record: vehicle }] : []),
      { kind: 'lead', record: lead },
    ],
  };
}

/** Value of `X-Crm-Signature`: HMAC-SHA-256 over the raw bytes. */
export function signatureOf(rawBody: string | Buffer, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(rawBody).digest('hex')}`;
}

/** Posts one lead; a refusal or a silent product is reported, never thrown. */
export async function announce(
  notify: Notify,
  door: Door,
  arrived: ArrivedLead,
  rooftop: Rooftop,
): Promise<Announcement> {
  const { url, headers, body } =
    door === 'json' ? jsonPost(notify, arrived) : adfPost(notify, arrived, rooftop);
  const status = await post(url, headers, body);
  return { door, rooftop: arrived.rooftop, leadId: arrived.lead.id, status };
}

interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
}

function jsonPost({ json }: Notify, arrived: ArrivedLead): Post {
  const { url, headers = {}, secret, body = jsonMessage } = json!;
  const text = JSON.stringify(body(arrived));
  const proof: Record<string, string> =
    secret === undefined
      ? {}
      : { 'x-crm-signature': signatureOf(text, of(secret, arrived.rooftop)) };
  return {
    url: of(url, arrived.rooftop),
    headers: { 'content-type': 'application/json', ...of(headers, arrived.rooftop), ...proof },
    body: text,
  };
}

function adfPost({ adf }: Notify, arrived: ArrivedLead, rooftop: Rooftop): Post {
  const { url, headers = {} } = adf!;
  return {
    url: of(url, arrived.rooftop),
    headers: { 'content-type': 'application/x-adf+xml', ...of(headers, arrived.rooftop) },
    body: adfDocument(arrived, rooftop),
  };
}

async function post(
  url: string,
  headers: Record<string, string>,
  body: string,
): Promise<number | null> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch {
    // The product may be down or restarting: the next pull brings the lead all the same.
    return null;
  }
}

const of = <T>(given: T | ((rooftop: string) => T), rooftop: string): T =>
  typeof given === 'function' ? (given as (rooftop: string) => T)(rooftop) : given;
