import type { CrmAdapter } from '#crm';
import type { VendorFault } from '#simulator';

export interface AddedLead {
  /** When it changed by their clock, epoch ms; absent: after all others. */
  changedAt?: number;
  /** Their word for where it stands; absent: one that is mapped. */
  status?: string;
}

/** An outside system under the test's control. What it has no means for stands in `cannot` with the reason. */
export interface CrmHarness {
  /** A new adapter with nothing in memory, as after a restart; `wrong` gives it bad credentials. */
  adapter: (options?: { wrong?: boolean }) => CrmAdapter;
  /** Puts open leads into the system, several pages of them; ids in the order they are handed over. */
  seed: () => Promise<string[]>;
  /** One more lead, with a field nobody mapped. */
  addOdd?: (id: string, lead?: AddedLead) => Promise<void>;
  /** Ids that a second sync may hand over again, because they lie in the overlap. */
  overlap: (ids: string[]) => string[];
  /** Takes a lead out of its place in lists, where neither deletion nor merge nor a score does. */
  shift?: (id: string) => Promise<void>;
  remove?: (id: string) => Promise<void>;
  /** `loser` is merged into `winner`. */
  merge?: (loser: string, winner: string) => Promise<void>;
  /** Their clock is so much ahead of ours. */
  skew?: (ms: number) => void;
  failNext?: (fault: VendorFault) => void;
  /** How long it asks to wait when it is too busy; 7 s where nothing is said, null where it cannot say. */
  waitMs?: number | null;
  /** From now on each token is good for one call. */
  expireAfterEveryCall?: () => void;
  requests?: () => number;
  /** How a push about this lead fails from now on; `no longer` takes it back. */
  refuse?: (id: string, how: 'for good' | 'for now' | 'no longer') => void;
  /** A batch with this lead is refused whole. */
  chokeOn?: (id: string) => void;
  /** A message as the system would send it. */
  message?: () => { body: Buffer; headers: Record<string, string>; ids: string[] };
  /** Words that must never show in an error: secrets and what payloads hold. */
  private: readonly string[];
  stop: () => Promise<void>;
}
