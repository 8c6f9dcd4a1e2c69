import type { RecordKind } from '../crm-record.js';
import type { StatusMapping } from '../crm-adapter.js';
import type { CustomMapping } from '../field-mapping.js';
import type { AnswerLimits } from '../http/crm-http.js';
import type { InstantFormat } from '../instant.js';
import type { PayloadPath } from '../payload-path.js';
import type { MappedField } from '../said-fields.js';

export type RestAuth =
  | {
      type: 'oauth2-client-credentials';
      tokenUrl: URL;
      scope?: string;
      clientId: string;
      clientSecret: string;
    }
  | { type: 'api-key'; header: string; apiKey: string }
  | { type: 'basic'; username: string; password: string }
  | { type: 'bearer'; token: string };

export type Paging =
  /** The answer names a token for the next page. */
  | { type: 'cursor'; param: string; nextPath: PayloadPath }
  /** Numbered pages; an empty one is the end. */
  | { type: 'page'; param: string; sizeParam?: string; size: number; first: number }
  /** The answer carries the next page's address, in a `Link` header or in its body. */
  | { type: 'link'; header: string; nextPath?: PayloadPath }
  | { type: 'none' };

export interface ChangesFilter {
  param: string;
  format: InstantFormat;
  /** Where a record's own update time stands. */
  updatedPath: PayloadPath;
  /** Asked for again behind the watermark, against clock skew and late commits. */
  overlapSeconds: number;
  /** `updated`: pages come oldest change first, so a broken run can go on where it was. */
  order: 'updated' | 'none';
  /** Where the answer tells the server's time; else its `Date` header counts. */
  serverTimePath?: PayloadPath;
}

export interface RecordMapping {
  kind: RecordKind;
  fields: MappedField[];
  custom: CustomMapping;
}

export interface PullSettings {
  mapping: RecordMapping;
  path: string;
  query: Record<string, string>;
  /** Where the list stands in the answer; undefined: the answer is the list. */
  items?: PayloadPath;
  paging: Paging;
  changes?: ChangesFilter;
}

export interface PushSettings {
  method: 'POST' | 'PUT' | 'PATCH';
  /** `{leadExternalId}` is filled in where scores go one by one. */
  path: string;
  batchSize: number;
  /** Key of the list in the body; undefined: the body is one score (batchSize 1) or the bare list. */
  items?: string;
  /** Their field name <- ours. */
  fields: Record<string, PushField>;
  headers: Record<string, PushField>;
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

/** Where an answer to a batch tells each record's fate. */
export interface PushResults {
  path: PayloadPath;
  /** Which record: matched against the delivery key, or against the lead's id. */
  keyPath: PayloadPath;
  keyIs: 'deliveryKey' | 'leadExternalId';
  statusPath: PayloadPath;
  ok: readonly string[];
  errorPath?: PayloadPath;
  retryablePath?: PayloadPath;
}

export interface ReadBackSettings {
  path: string;
  field: PayloadPath;
}

export interface WebhookSettings {
  signatureHeader: string;
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
  limits: AnswerLimits;
  pull: Partial<Record<RecordKind, PullSettings>>;
  statuses: StatusMapping;
  push?: PushSettings;
  readBack?: ReadBackSettings;
  webhook?: WebhookSettings;
}
