import { FRESH, readCursor, writeCursor } from '../change-cursor.js';
import type { CrmPage } from '../crm-adapter.js';
import type { CrmRecord } from '../crm-record.js';
import { readOneByOne } from '../part-of-page.js';
import type { VinSolutionsClient } from './vinsolutions-client.js';
import { leadRecord } from './vinsolutions-records.js';
import type { VinSolutionsReferences } from './vinsolutions-references.js';
import type { VinSolutionsSettings } from './vinsolutions-settings.js';

/**
 * Walks through all leads of the dealer, each time: the list has no filter by change that anybody has
 * described, and a lead's update time is not told.
 */
export class VinSolutionsPull {
  constructor(
    private readonly settings: VinSolutionsSettings,
    private readonly client: VinSolutionsClient,
    private readonly references: VinSolutionsReferences,
  ) {}

  async page(text: string | null): Promise<CrmPage> {
    const { number, done } = placeOf(readCursor(text).page);
    const { leads, isLast } = await this.client.leads(number);
    const { records, unread } = await readOneByOne(leads.slice(done), (lead) => this.#record(lead));
    const rest = unread > 0 ? `${number}+${leads.length - unread}` : undefined;
    const page = rest ?? (isLast ? null : String(number + 1));
    return { records, cursor: writeCursor({ ...FRESH, page }), last: page === null };
  }

  async #record(lead: Record<string, unknown>): Promise<CrmRecord> {
    const contact = await this.references.follow(lead['contact']);
    const [first]: unknown[] = Array.isArray(lead['vehiclesOfInterest'])
      ? lead['vehiclesOfInterest']
      : [];
    const vehicle = await this.references.follow(lead['primaryVehicleOfInterest'] ?? first);
    return leadRecord({ lead, contact, vehicle }, this.settings);
  }
}

/** Of a page that could only be read in part, how many leads are done: `3+20`. */
function placeOf(page: string | null): { number: number; done: number } {
  const [number, done] = (page ?? '1').split('+').map(Number);
  return { number: number ?? 1, done: done ?? 0 };
}
