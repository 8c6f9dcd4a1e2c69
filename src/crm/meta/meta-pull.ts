import type { Clock } from '#platform';
import {
  FRESH,
  advanced,
  finished,
  knownSince,
  opened,
  restarted,
  type ChangeCursor,
} from '../change-cursor.js';
import type { CrmPage } from '../crm-adapter.js';
import { CrmProtocolError } from '../crm.errors.js';
import { instantMs } from '../instant.js';
import type { LeadPage, MetaClient } from './meta-client.js';
import { readMetaCursor, writeMetaCursor } from './meta-cursor.js';
import { leadRecord } from './meta-records.js';
import type { MetaSettings } from './meta-settings.js';

/** Leads of one moment need not show at the same moment. */
const OVERLAP_MS = 120_000;

/**
 * Reads the leads of every form since the newest one known: what a webhook told already comes again and
 * changes nothing, what no webhook told is found.
 */
export class MetaPull {
  constructor(
    private readonly settings: MetaSettings,
    private readonly client: MetaClient,
    private readonly clock: Clock,
  ) {}

  async page(text: string | null): Promise<CrmPage> {
    const { pending, forms } = readMetaCursor(text);
    if (pending.length === 0) pending.push(...(await this.#forms()));
    const [formId, ...rest] = pending;
    if (formId === undefined) return { records: [], cursor: ended(forms), last: true };
    const { page, cursor } = await this.#leads(formId, forms.get(formId) ?? FRESH);
    forms.set(formId, cursor);
    const records = page.leads.map((lead) => leadRecord(lead, this.settings));
    if (cursor.page !== null) {
      return { records, cursor: writeMetaCursor({ pending, forms }), last: false };
    }
    const last = rest.length === 0;
    return {
      records,
      cursor: last ? ended(forms) : writeMetaCursor({ pending: rest, forms }),
      last,
    };
  }

  async #forms(): Promise<readonly string[]> {
    const { formIds } = this.settings;
    return formIds.length > 0 ? formIds : this.client.formIds();
  }

  /** Pages come newest lead first, so only a finished run moves the watermark. */
  async #leads(
    formId: string,
    stored: ChangeCursor,
  ): Promise<{ page: LeadPage; cursor: ChangeCursor }> {
    const now = this.clock.now().getTime();
    let cursor = opened(stored, OVERLAP_MS, now);
    let page: LeadPage;
    try {
      page = await this.client.leads(formId, cursor.ask, cursor.page);
    } catch (error) {
      // Places in a list run out, as its leads do.
      const lost = error instanceof CrmProtocolError && error.status === 400;
      const again =
        lost && cursor.page !== null && restarted(cursor, knownSince(cursor, now), OVERLAP_MS);
      if (!again) throw error;
      cursor = again;
      page = await this.client.leads(formId, cursor.ask, null);
    }
    const created = page.leads.flatMap((lead) => instantMs(lead['created_time']) ?? []);
    const seen = advanced(cursor, created, page.clocks);
    return { page, cursor: page.after === null ? finished(seen) : { ...seen, page: page.after } };
  }
}

const ended = (forms: Map<string, ChangeCursor>): string => writeMetaCursor({ pending: [], forms });
