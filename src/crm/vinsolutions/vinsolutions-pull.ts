import { FRESH, readCursor, writeCursor } from '../change-cursor.js';
import type { CrmPage } from '../crm-adapter.js';
import type { CrmRecord } from '../crm-record.js';
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
    const number = Number(readCursor(text).page ?? '1');
    const { leads, isLast } = await this.client.leads(number);
    const records: CrmRecord[] = [];
    for (const lead of leads) {
      // One after the other: the vendor's limits are not known.
      // oxlint-disable-next-line no-await-in-loop -- see above
      records.push(await this.#record(lead));
    }
    const next = { ...FRESH, page: isLast ? null : String(number + 1) };
    return { records, cursor: writeCursor(next), last: isLast };
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
