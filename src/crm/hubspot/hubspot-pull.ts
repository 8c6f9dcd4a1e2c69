import type { Clock } from '#platform';
import { advanced, opened, type ChangeCursor } from '../change-cursor.js';
import type { CrmPage } from '../crm-adapter.js';
import type { CrmRecord } from '../crm-record.js';
import { instantMs } from '../instant.js';
import { pullStreams } from '../pull-streams.js';
import type { HubSpotClient, HubSpotObject } from './hubspot-client.js';
import {
  ACTIVITIES,
  CONTACT_PROPERTIES,
  DEAL_PROPERTIES,
  activityRecord,
  contactRecord,
  type ActivityType,
} from './hubspot-records.js';
import type { HubSpotSettings } from './hubspot-settings.js';
import { handedOver, placeAfter, searchFrom } from './search-place.js';

const ACTIVITY_TYPES = Object.keys(ACTIVITIES) as ActivityType[];
const LEAD_TYPES = ['contacts', 'deals'] as const;

/** New objects can be searched for only some seconds after they were written. */
const OVERLAP_MS = 120_000;

/** Reads changes by search, oldest first. */
export class HubSpotPull {
  constructor(
    private readonly settings: HubSpotSettings,
    private readonly client: HubSpotClient,
    private readonly clock: Clock,
  ) {}

  leads(text: string | null): Promise<CrmPage> {
    return pullStreams(text, LEAD_TYPES, async (type, cursor) => {
      const properties = type === 'deals' ? DEAL_PROPERTIES : this.#contactProperties;
      const updated = type === 'deals' ? 'hs_lastmodifieddate' : 'lastmodifieddate';
      const { objects, next } = await this.#changes(type, updated, properties, cursor);
      const contacts = type === 'deals' ? await this.#contactsOf(objects) : objects;
      return { records: await this.#withDeals(contacts), next };
    });
  }

  activities(text: string | null): Promise<CrmPage> {
    return pullStreams(text, ACTIVITY_TYPES, async (type, cursor) => {
      const { at, direction } = ACTIVITIES[type];
      const properties = [
        'hs_lastmodifieddate',
        'hs_timestamp',
        at,
        ...(direction ? [direction] : []),
      ];
      const { objects, next } = await this.#changes(
        type,
        'hs_lastmodifieddate',
        properties,
        cursor,
      );
      const contactsOf = await this.client.associated(
        type,
        'contacts',
        objects.map(({ id }) => id),
      );
      const records = objects.flatMap((activity) => {
        const [contactId] = contactsOf.get(activity.id) ?? [];
        return contactId === undefined ? [] : [activityRecord(type, activity, contactId)];
      });
      return { records, next };
    });
  }

  get #contactProperties(): string[] {
    const own = this.settings.fields.flatMap(({ source }) => source.reads);
    return [...new Set([...CONTACT_PROPERTIES, ...own, ...this.settings.customProperties])];
  }

  async #changes(
    type: string,
    updated: string,
    properties: readonly string[],
    stored: ChangeCursor,
  ): Promise<{ objects: HubSpotObject[]; next: ChangeCursor }> {
    const cursor = opened(stored, OVERLAP_MS, this.clock.now().getTime());
    const { objects, hasMore, clocks } = await this.client.search(type, {
      ...searchFrom(cursor, updated),
      properties,
    });
    const found = objects.map((object) => ({
      object,
      at: instantMs(object.properties[updated]) ?? cursor.ask ?? 0,
    }));
    const handed = handedOver(cursor, found, hasMore);
    const seen = advanced(
      cursor,
      handed.map(({ at }) => at),
      clocks,
    );
    return {
      objects: handed.map(({ object }) => object),
      next: placeAfter(seen, found, hasMore),
    };
  }

  async #contactsOf(deals: HubSpotObject[]): Promise<HubSpotObject[]> {
    const found = await this.client.associated(
      'deals',
      'contacts',
      deals.map(({ id }) => id),
    );
    const ids = [...found.values()].flatMap(([first]) => first ?? []);
    return this.client.byId('contacts', ids, this.#contactProperties);
  }

  /** A contact always comes with its newest deal, or a later change to it would hide the outcome. */
  async #withDeals(contacts: HubSpotObject[]): Promise<CrmRecord[]> {
    const dealsOf = await this.client.associated(
      'contacts',
      'deals',
      contacts.map(({ id }) => id),
    );
    const deals = await this.client.byId('deals', [...dealsOf.values()].flat(), DEAL_PROPERTIES);
    const dealOf = new Map(deals.map((deal) => [deal.id, deal]));
    return contacts.map((contact) => {
      const own = (dealsOf.get(contact.id) ?? []).flatMap((id) => dealOf.get(id) ?? []);
      return contactRecord(contact, newestOf(own), this.settings);
    });
  }
}

const createdMs = ({ properties }: HubSpotObject): number =>
  instantMs(properties['createdate']) ?? 0;

const newestOf = (deals: HubSpotObject[]): HubSpotObject | undefined =>
  deals.toSorted((a, b) => createdMs(b) - createdMs(a))[0];
