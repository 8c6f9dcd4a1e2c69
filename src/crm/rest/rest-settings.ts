import type { RecordKind } from '../crm-record.js';
import type { StatusMapping } from '../crm-adapter.js';
import type { CallWindow } from '../http/call-pace.js';
import type { AnswerLimits } from '../http/crm-http.js';
import type { BudgetHeaders } from '../http/crm-vitals.js';
import type { InstantWriting } from '../instant.js';
import type { PayloadPath } from '../payload-path.js';
import type { PullSettings } from './rest-pull-settings.js';

export interface OAuthSettings {
  type: 'oauth2';
  tokenUrl: URL;
  /** Fields of the token request, the grant and its secrets among them. */
  form: Record<string, string>;
  /** Client id and secret as HTTP Basic (RFC 6749, section 2.3.1) instead of in the form. */
  basic?: { user: string; password: string };
  request: 'form' | 'json';
  tokenPath: PayloadPath;
  lifePath: PayloadPath;
  /** Header that takes the token, and the word before it. */
  header: string;
  scheme: string;
}

export type RestAuth =
  | OAuthSettings
  | { type: 'api-key'; in: 'header' | 'query'; name: string; value: string }
  | { type: 'basic'; username: string; password: string }
  | { type: 'bearer'; token: string };

export interface PushSettings {
  method: 'POST' | 'PUT' | 'PATCH';
  /** `{leadExternalId}` is filled in where scores go one by one. */
  path: string;
  batchSize: number;
  /** Key of the list in the body; undefined: the body is one score (batchSize 1) or the bare list. */
  items?: string;
  /** Sent with every request, the records put in at `items`. */
  body: Record<string, unknown>;
  /** Their field, or the place of it, <- what is written there. */
  fields: Record<string, WrittenField>;
  headers: Record<string, WrittenField>;
  results?: PushResults;
}

export const PUSH_FIELDS = [
  'leadExternalId',
  'likelihoodPercent',
  'band',
  'topReason',
  'scoredAt',
  'modelVersion',
  'deliveryKey',
] as const;
export type PushField = (typeof PUSH_FIELDS)[number];

/** One value of a score as this system wants it: ours, turned into its units, words and types; or a constant. */
export type WrittenField =
  | { constant: unknown }
  | {
      field: PushField;
      times?: number;
      values: Map<string, unknown>;
      instants: InstantWriting;
      as?: 'number' | 'text';
    };

/** Where an answer to a batch tells each record's fate. */
export interface PushResults {
  /** Undefined: the answer is the list, or the only result. */
  path?: PayloadPath;
  /** Which record: matched against the delivery key or the lead's id, or the answers stand in our order. */
  keyPath?: PayloadPath;
  keyIs: 'deliveryKey' | 'leadExternalId' | 'position';
  /** What became of a record that the answer does not name. */
  unnamed: 'retry' | 'accepted';
  statusPath: PayloadPath;
  ok: readonly string[];
  errorPath?: PayloadPath;
  retryablePath?: PayloadPath;
}

export interface ReadBackSettings {
  path: string;
  /** What makes their number a percentage. */
  times: number;
  field: PayloadPath;
}

export interface WebhookSettings {
  signatureHeader: string;
  /** `token`: the header carries the secret itself. */
  algorithm: 'hmac-sha256' | 'hmac-sha1' | 'hmac-sha512' | 'token';
  /** Stands before the digest in the header, such as `sha256=`. */
  prefix: string;
  encoding: 'hex' | 'base64';
  secret: string;
  /** When set, the proof covers `<timestamp>.<body>` and old messages are refused. */
  timestampHeader?: string;
  toleranceSeconds: number;
  /** Where the records stand in the message; undefined: the message is the record or a list of them. */
  items?: PayloadPath;
  /** Where a record tells its kind; undefined: all are leads. */
  kindPath?: PayloadPath;
  kinds: Record<string, RecordKind>;
  /** Where the record stands inside its item. */
  recordPath?: PayloadPath;
}

/** A connection of the `rest` dialect, checked. */
export interface RestSettings {
  baseUrl: URL;
  auth: RestAuth;
  /** Sent with every request. */
  headers: Record<string, string>;
  limits: AnswerLimits;
  /** How many calls this system takes. */
  calls: CallWindow[];
  /** Where its answers tell how many are left. */
  budget?: BudgetHeaders;
  pull: Partial<Record<RecordKind, PullSettings>>;
  statuses: StatusMapping;
  push?: PushSettings;
  readBack?: ReadBackSettings;
  webhook?: WebhookSettings;
}
