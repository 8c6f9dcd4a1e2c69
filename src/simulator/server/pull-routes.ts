import type { CrmLead, CrmRecord, RecordKind } from '../records.js';
import type { Branch } from '../world/branch.js';
import type { ChangeLog } from '../world/change-log.js';
import type { World } from '../world/world.js';
import { ApiError } from './api-error.js';
import type { FaultDice } from './faults.js';
import { openToken, sealToken } from './page-token.js';

const DEFAULT_PAGE = 200;
const LARGEST_PAGE = 1000;

export interface PullAnswer {
  items: CrmRecord[];
  next_page_token: string | null;
  server_time: string;
}

/** Lists what changed, page by page, in the order (updated_at, id). */
export class PullRoutes {
  /** The page served last, per rooftop and kind, for the fault that repeats records. */
  readonly #before = new Map<string, CrmRecord[]>();

  constructor(
    private readonly world: World,
    private readonly clock: () => number,
  ) {}

  /** @throws ApiError 400 for a parameter that cannot be read. */
  list(branch: Branch, kind: RecordKind, query: URLSearchParams, faults: FaultDice): PullAnswer {
    const secret = `${this.world.seed}/${branch.rooftop.key}/page-tokens`;
    const limit = pageSize(query.get('page_size'));
    const token = query.get('page_token');
    const from = token
      ? openToken(token, kind, secret)
      : { since: updatedSince(query.get('updated_since')), after: null };
    const log = branch.logs[kind] as ChangeLog<CrmRecord>;
    if (faults.happens('churn') && log.size > 0) {
      log.put(faults.pick(log.records()), this.world.stamp(this.clock()));
    }
    const page = log.page(from.since, from.after, limit);
    const serverTime = this.world.served(this.clock());
    const next = page.next
      ? sealToken({ kind, since: from.since, after: page.next }, secret)
      : null;
    const items = this.#disturb(`${branch.rooftop.key}/${kind}`, page.items, faults);
    return { items, next_page_token: next, server_time: new Date(serverTime).toISOString() };
  }

  /** @throws ApiError 404. */
  lead(branch: Branch, id: string): CrmLead {
    const lead = branch.logs.leads.get(id);
    if (!lead) throw new ApiError(404, 'lead_not_found', 'no lead with this id at this rooftop');
    return lead;
  }

  #disturb(place: string, items: CrmRecord[], faults: FaultDice): CrmRecord[] {
    const before = this.#before.get(place) ?? [];
    this.#before.set(place, items.slice(-3));
    const shown = faults.happens('repeated') ? [...before, ...items] : items;
    return faults.happens('shuffled') ? faults.shuffle(shown) : shown;
  }
}

function pageSize(text: string | null): number {
  if (text === null) return DEFAULT_PAGE;
  const size = Number(text);
  if (/^\d+$/.test(text) && size >= 1 && size <= LARGEST_PAGE) return size;
  throw new ApiError(
    400,
    'invalid_page_size',
    `page_size must be a whole number from 1 to ${LARGEST_PAGE}`,
  );
}

function updatedSince(text: string | null): number {
  if (text === null || text === '') return 0;
  const at = Date.parse(text);
  if (/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:?\d{2}))?$/.test(text) && Number.isFinite(at))
    return at;
  throw new ApiError(
    400,
    'invalid_updated_since',
    'updated_since must be an ISO 8601 instant such as 2026-03-01T12:00:00Z',
  );
}
