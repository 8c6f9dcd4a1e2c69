import type { RecordKind } from '../crm-record.js';
import type { CustomMapping } from '../custom-mapping.js';
import type { InstantWriting } from '../instant.js';
import type { PayloadPath } from '../payload-path.js';
import type { MappedField } from '../said-fields.js';

/** Where a parameter of a request goes; in a body its name is a place such as `filter.page`. */
export type ParamPlace = 'query' | 'body' | 'header';

export type Paging =
  /** The answer names a token for the next page, in its body or in a header. */
  | {
      type: 'cursor';
      param: string;
      in: ParamPlace;
      next: { path: PayloadPath } | { header: string };
      /** False where the token of the last page is given all the same. */
      morePath?: PayloadPath;
    }
  /** Numbered pages, or how many records to leave out; an empty one is the end, or where the answer says so. */
  | {
      type: 'page' | 'offset';
      param: string;
      in: ParamPlace;
      sizeParam?: string;
      size: number;
      first: number;
      morePath?: PayloadPath;
      /** How many pages there are; of offsets how many records. */
      totalPath?: PayloadPath;
    }
  /** Goes on behind the last record of the page; a page that is not full is the end. */
  | {
      type: 'last';
      param: string;
      in: ParamPlace;
      path: PayloadPath;
      sizeParam?: string;
      size: number;
    }
  /** The answer carries the next page's address, in a `Link` header or in its body. */
  | { type: 'link'; header: string; nextPath?: PayloadPath; method?: 'GET' }
  | { type: 'none' };

export interface ChangesFilter {
  param: string;
  in: ParamPlace;
  writing: InstantWriting;
  /** What is sent, `{since}` filled in; undefined: the instant alone. */
  template?: string;
  /** Epoch ms to ask from on the very first run; undefined: nothing is asked. */
  from?: number;
  /** Also takes "changed until". */
  untilParam?: string;
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

/** Records of another kind that stand inside each record, or are asked for by its id. */
export interface Companion {
  mapping: RecordMapping;
  /** Asked for each record, `{id}` filled in; undefined: they are in the record itself. */
  path?: string;
  items?: PayloadPath;
}

export interface PullSettings {
  mapping: RecordMapping;
  method: 'GET' | 'POST';
  path: string;
  query: Record<string, string>;
  /** Sent with each POST, parameters put in. */
  body?: Record<string, unknown>;
  /** Where the list stands in the answer; undefined: the answer is the list. */
  items?: PayloadPath;
  /** The list is an object of records by key; each gets its key as `$key`. */
  keyed: boolean;
  paging: Paging;
  changes?: ChangesFilter;
  /** The list tells too little: each record is asked for on its own. */
  detail?: { path: string; item?: PayloadPath };
  companions: Companion[];
}
