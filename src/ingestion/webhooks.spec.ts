import type { Directory, Tenancy } from '#access';
import type { CrmAdapter, CrmRecord } from '#crm';
import type { Connections } from '#leads';
import type { Doorways } from './doorways.js';
import type { Intake } from './intake.js';
import type { SyncQueue } from './sync-queue.js';
import { Webhooks } from './webhooks.js';

/** A webhook door of one connection whose messages hold `records`. */
function door(records: CrmRecord[], kinds: ReturnType<CrmAdapter['pullableKinds']> = ['lead']) {
  const sent: string[] = [];
  const accepted: CrmRecord[][] = [];
  const adapter = {
    verifyWebhook: () => undefined,
    read: () => records,
    pullableKinds: () => kinds,
  };
  const webhooks = new Webhooks(
    {
      groups: async () => [{ id: 'g' }],
      dealershipsOf: async () => [{ id: 'd', key: 'store' }],
    } as unknown as Directory,
    {
      asDealership: async (_: string, work: (manager: object) => unknown) => work({}),
    } as unknown as Tenancy,
    { list: async () => [{ id: 'c', key: 'crm', dialect: 'hubspot' }] } as unknown as Connections,
    { open: async () => ({ adapter, connection: { id: 'c' } }) } as unknown as Doorways,
    {
      accept: async (_: object, __: string, all: CrmRecord[]) => {
        accepted.push(all);
        return { items: [] };
      },
    } as unknown as Intake,
    { send: async (_: string, id: string) => void sent.push(id) } as unknown as SyncQueue,
  );
  const take = (): Promise<unknown> =>
    webhooks.take({
      dialect: 'hubspot',
      address: 'store.crm',
      headers: {},
      rawBody: Buffer.alloc(0),
    });
  return { take, sent, accepted };
}

const lead: CrmRecord = { kind: 'lead', payload: {}, said: { externalId: '1' } };

describe(Webhooks.name, () => {
  it('has a connection pulled at once when its CRM tells that something changed, and not what', async () => {
    const { take, sent } = door([]);

    await take();

    expect(sent).toEqual(['c']);
  });

  it('takes in what a message holds without pulling', async () => {
    const { take, sent, accepted } = door([lead]);

    await take();

    expect(accepted).toEqual([[lead]]);
    expect(sent).toEqual([]);
  });

  it('never pulls where nothing can be pulled', async () => {
    const { take, sent } = door([], []);

    await take();

    expect(sent).toEqual([]);
  });
});
