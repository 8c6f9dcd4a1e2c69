import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Dealership, Directory } from '#access';
import { Connections, type OpenedConnection, OUTCOMES } from '#leads';
import { type CrmAdapter, CrmAdapters, type FileMapping, type StatusMapping } from '#crm';
import { Clock } from '#platform';
import type { CleaningContext } from './cleaning/cleaning-context.js';

/** A connection ready to bring records in. */
export interface Doorway {
  connection: OpenedConnection;
  /** Absent where nothing is pulled and payloads are read by us: posted leads, ADF, files. */
  adapter: CrmAdapter | undefined;
  context: CleaningContext;
}

/** Where nobody maps statuses, our own outcome words are understood. */
const OUR_WORDS: StatusMapping = Object.fromEntries(
  OUTCOMES.flatMap((outcome) => (outcome === 'EXCLUDED' ? [] : [[outcome, { outcome }]])),
);

/** Opens connections for intake: which words mean what, and where and when "local" is. */
@Injectable()
export class Doorways {
  constructor(
    private readonly directory: Directory,
    private readonly connections: Connections,
    private readonly adapters: CrmAdapters,
    private readonly clock: Clock,
  ) {}

  /** @throws ConnectionNotFoundError @throws CrmSettingsError */
  async open(
    manager: EntityManager,
    dealershipId: string,
    connectionId: string,
    mapping?: FileMapping,
  ): Promise<Doorway> {
    const connection = await this.connections.config(manager, dealershipId, connectionId);
    const dealership = this.directory.known(dealershipId);
    const adapter =
      mapping === undefined && this.adapters.dialects.includes(connection.dialect)
        ? this.adapters.create(connection)
        : undefined;
    return {
      connection,
      adapter,
      context: this.#context(connection, dealership, adapter, mapping),
    };
  }

  /** Whether this connection can be asked for records. @throws CrmSettingsError */
  async isPullable(
    manager: EntityManager,
    dealershipId: string,
    connectionId: string,
  ): Promise<boolean> {
    const { adapter } = await this.open(manager, dealershipId, connectionId);
    return adapter !== undefined && adapter.pullableKinds().length > 0;
  }

  #context(
    connection: OpenedConnection,
    { country, timeZone, currency }: Dealership,
    adapter: CrmAdapter | undefined,
    mapping?: FileMapping,
  ): CleaningContext {
    return {
      connectionId: connection.id,
      country,
      timeZone,
      currency,
      now: this.clock.now(),
      statusMapping: {
        ...(mapping?.statuses ??
          adapter?.statusMapping() ?? { ...OUR_WORDS, ...statusesOf(connection.settings) }),
        ...connection.statuses,
      },
      ownFields: ownFieldsOf(connection.settings),
      pulledKinds: new Set(adapter?.pullableKinds()),
    };
  }
}

const statusesOf = ({ statuses }: Record<string, unknown>): StatusMapping =>
  typeof statuses === 'object' && statuses !== null ? (statuses as StatusMapping) : {};

/** The CRM fields our scores are written to. */
function ownFieldsOf({ push }: Record<string, unknown>): ReadonlySet<string> {
  const fields = typeof push === 'object' && push !== null && 'fields' in push ? push.fields : {};
  const written = Object.entries(fields ?? {}).filter(([, ours]) => ours !== 'leadExternalId');
  return new Set(written.map(([theirs]) => theirs));
}
