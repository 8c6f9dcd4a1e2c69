import type { VendorServer } from '#simulator';

/** A message that a vendor sends by itself. */
export interface Message {
  /** Below the API's address. */
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** A score, or where a system is told stages the first of them, as it took it; the key where its fields have room for one. */
export interface TakenScore {
  leadId: string;
  deliveryKey?: string;
}

export interface DealerConnection {
  key: string;
  name: string;
  dialect: string;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
  syncEverySeconds: number;
}

/** One outside system of the bench, and what is known of it beforehand. */
export interface Dealer {
  dialect: string;
  connection: DealerConnection;
  /** Absent where nobody answers: a folder. */
  server?: VendorServer;
  /** Leads with these numbers come in now; messages that tell of them, out of order, some of an older version. */
  arrive(numbers: number[]): Promise<Message[]>;
  /** The id that lead `number` has there. */
  idOf(number: number): string;
  /** Every score that was taken, a repeat too. */
  taken(): Promise<TakenScore[]>;
  /** Beside stopping the server, where something else must go. */
  close?(): Promise<void>;
}

export const DAY_MS = 86_400_000;
/** Leads came in during the last days, so that none is stale. */
export const arrivedAt = (number: number): string =>
  new Date(Date.now() - 3 * DAY_MS + number * 1000).toISOString();
export const emailOf = (dialect: string, number: number): string =>
  `${dialect}.${number}@example.com`;

export const prefixed =
  (prefix: string) =>
  (number: number): string =>
    prefix + String(number);
export const countedFrom =
  (first: number) =>
  (number: number): string =>
    String(first + number);

/** Soon, so that a fault costs seconds and not minutes. */
export const LIMITS = { headersMs: 1500, bodyMs: 1500, totalMs: 4000 };
