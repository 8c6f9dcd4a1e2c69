import type { CrmAdapter, CrmAdapters, CrmPage, CrmRecord, RecordKind, StatusMapping } from '#crm';
import { FileImport, Intake, Replay, Sync } from '#ingestion';
import { Connections, IdempotencyKeys, Quarantine, RefreshTokens } from '#leads';
import { Admission } from '../../src/ingestion/admission.js';
import { Doorways } from '../../src/ingestion/doorways.js';
import { Patience, Sleep } from '../../src/ingestion/patience.js';
import { SyncRuns } from '../../src/ingestion/sync-runs.js';
import { type LeadRoom, leadRoom } from './lead-room.js';

/** A CRM in memory: pages of what is put into it, and faults on demand. */
export class FakeCrm implements CrmAdapter {
  readonly dialect = 'rest';
  readonly pushBatchSize = 10;
  records: Record<RecordKind, CrmRecord[]> = { customer: [], vehicle: [], lead: [], activity: [] };
  statuses: StatusMapping = {
    Open: { outcome: 'OPEN' },
    Sold: { outcome: 'WON' },
    Lost: { outcome: 'LOST' },
  };
  pageSize = 2;
  /** Thrown by the pulls to come, one each; undefined answers. */
  faults: (Error | undefined)[] = [];
  pulls = 0;

  statusMapping(): StatusMapping {
    return this.statuses;
  }

  pullableKinds(): RecordKind[] {
    return ['customer', 'vehicle', 'lead', 'activity'];
  }

  async pull(kind: RecordKind, cursor: string | null): Promise<CrmPage> {
    this.pulls += 1;
    const fault = this.faults.shift();
    if (fault) throw fault;
    const from = Number(cursor ?? 0);
    const records = this.records[kind].slice(from, from + this.pageSize);
    const next = from + records.length;
    return { records, cursor: String(next), last: next >= this.records[kind].length };
  }

  put(kind: RecordKind, ...said: object[]): void {
    for (const one of said) this.records[kind].push({ kind, payload: one, said: one });
  }

  push = (): never => this.#unused();
  readBack = (): never => this.#unused();
  probe = (): never => this.#unused();
  verifyWebhook = (): never => this.#unused();
  read = (): never => this.#unused();

  #unused(): never {
    throw new Error('The tests of ingestion do not write to a CRM.');
  }
}

class NoSleep extends Sleep {
  readonly waits: number[] = [];

  async for(ms: number): Promise<void> {
    this.waits.push(ms);
  }
}

export interface IngestionRoom extends LeadRoom {
  crm: FakeCrm;
  sync: Sync;
  intake: Intake;
  replay: Replay;
  quarantine: Quarantine;
  connections: Connections;
  fileImport: FileImport;
  sleep: NoSleep;
  connectionId: string;
  /** A fresh dealership with a fresh CRM behind connection 'crm'. */
  fresh(): Promise<void>;
}

/**
 * Ingestion over a database of its own.
 *
 * @param adapter - What stands for the CRM; absent: one in memory.
 */
export async function ingestionRoom(adapter?: () => CrmAdapter): Promise<IngestionRoom> {
  const leads = await leadRoom();
  const { tenancy, directory, vault, clock, store } = leads;
  const connections = new Connections(vault, clock, new RefreshTokens(tenancy, vault));
  const quarantine = new Quarantine(vault, clock);
  const keys = new IdempotencyKeys(vault, clock);
  const sleep = new NoSleep();
  const adapters = {
    dialects: ['rest'],
    create: () => adapter?.() ?? room.crm,
  } as unknown as CrmAdapters;
  const doorways = new Doorways(directory, connections, adapters, clock);
  const admission = new Admission(store, quarantine);
  const replay = new Replay(tenancy, quarantine, doorways, admission);
  const runs = new SyncRuns(clock);
  const sync = new Sync(
    tenancy,
    connections,
    doorways,
    admission,
    replay,
    runs,
    store,
    new Patience(sleep),
    clock,
  );
  const intake = new Intake(tenancy, connections, doorways, admission, clock, keys);

  const fileImport = new FileImport(tenancy, connections, doorways, admission, clock);
  const room: IngestionRoom = Object.assign(leads, {
    crm: new FakeCrm(),
    sync,
    intake,
    replay,
    quarantine,
    connections,
    fileImport,
    sleep,
    connectionId: '',
    fresh: async () => {
      await leads.open();
      room.crm = new FakeCrm();
      room.connectionId = await room.inside(async (manager) => {
        const connection = {
          key: 'crm',
          name: 'CRM',
          dialect: 'rest',
          secrets: { token: 'not for the table' },
        };
        return (await connections.save(manager, room.dealershipId, connection)).id;
      });
    },
  });
  return room;
}
