import type { CrmRecord } from '../crm-record.js';
import { CrmProtocolError } from '../crm.errors.js';
import type { CrmClient } from '../http/crm-client.js';
import { parsePath, readPath, toSaid } from '../payload-path.js';
import { isPlainObject } from '../settings-reading.js';
import { readRecord } from './record-reading.js';
import type { Companion, PullSettings } from './rest-pull-settings.js';

/** How a companion's fields name the record it stands in. */
const PARENT = '$parent';
const GONE = new Set([404, 410]);

/** What more there is to each record of a page: all of it where the list tells too little, and what belongs to it. */
export class RestCompanions {
  constructor(
    private readonly pull: PullSettings,
    private readonly client: CrmClient,
  ) {}

  /** The records of a list, each as its own address tells it. One that is gone meanwhile stays as it was listed. */
  async detailed(items: unknown[]): Promise<unknown[]> {
    const { detail } = this.pull;
    if (!detail) return items;
    const whole: unknown[] = [];
    for (const item of items) {
      // One after the other: the CRM's rate limit counts for the connection as a whole.
      // oxlint-disable-next-line no-await-in-loop -- see above
      const json = await this.#ask(detail.path, item);
      const told = detail.item && json !== undefined ? readPath(json, detail.item) : json;
      whole.push(isPlainObject(told) && isPlainObject(item) ? { ...item, ...told } : item);
    }
    return whole;
  }

  async beside(items: unknown[]): Promise<CrmRecord[]> {
    const records: CrmRecord[] = [];
    for (const companion of this.pull.companions) {
      for (const item of items) {
        // oxlint-disable-next-line no-await-in-loop -- see above
        records.push(...(await this.#companionsOf(item, companion)));
      }
    }
    return records;
  }

  async #companionsOf(parent: unknown, { mapping, path, items }: Companion): Promise<CrmRecord[]> {
    const holder = path === undefined ? parent : await this.#ask(path, parent);
    const found = items ? readPath(holder, items) : holder;
    const list = Array.isArray(found)
      ? found
      : found === undefined || found === null
        ? []
        : [found];
    return list.map((item: unknown) => ({
      ...readRecord(mapping, isPlainObject(item) ? { ...item, [PARENT]: parent } : item),
      payload: item,
    }));
  }

  async #ask(path: string, item: unknown): Promise<unknown> {
    try {
      const url = this.client.url(filled(path, item));
      return (await this.client.send({ method: 'GET', url })).json;
    } catch (error) {
      if (error instanceof CrmProtocolError && GONE.has(error.status ?? 0)) return undefined;
      throw error;
    }
  }
}

/** `/leads/{id}/notes` of a record. @throws CrmProtocolError where it does not say what is to be filled in. */
function filled(path: string, item: unknown): string {
  return path.replaceAll(/\{([^{}]+)\}/g, (_, written: string) => {
    const place = parsePath(written);
    const value = place ? toSaid(readPath(item, place)) : undefined;
    if (value === undefined || value === null || value === '')
      throw new CrmProtocolError(`${path}: a record has no ${written} to ask for more by.`);
    return encodeURIComponent(String(value));
  });
}
