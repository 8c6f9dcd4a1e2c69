import type { Directory, Tenancy } from '#access';
import { CrmAuthError, type CrmAdapter, type CrmRecord } from '#crm';
import type { Connections } from '#leads';
import type { Doorways } from './doorways.js';
import type { Intake } from './intake.js';
import type { NewcomerQueue } from './newcomer-queue.js';
import type { SyncQueue } from './sync-queue.js';
import { Webhooks } from './webhooks.js';

/** A webhook door of one connection whose messages hold `records`. */
function door(
  records: CrmRecord[],
  kinds: ReturnType<CrmAdapter['pullableKinds']> = ['lead'],
  more: Partial<CrmAdapter> = {},
) {
  const fetched: string[] = [];
  const sent: string[] = [];
  const accepted: CrmRecord[][] = [];
  const adapter = {
    verifyWebhook: () => undefined,
    read: () => records,
    pullableKinds: () => kinds,
    ...more,
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
    {
      send: async (_: string, __: string, ids: string[]) => void fetched.push(...ids),
    } as unknown as NewcomerQueue,
  );
  const take = (): Promise<unknown> =>
    webhooks.take({
      dialect: 'hubspot',
      address: 'store.crm',
      headers: {},
      rawBody: Buffer.alloc(0),
    });
  const answer = (query: Record<string, unknown>): Promise<string> =>
    webhooks.answer({ dialect: 'hubspot', address: 'store.crm', query });
  return { take, answer, sent, accepted, fetched };
}

const lead: CrmRecord = { kind: 'lead', payload: {}, said: { externalId: '1' } };

const answerChallenge = ({ token }: Record<string, unknown>): string => {
  if (token === 'right') return '42';
  throw new CrmAuthError('wrong');
};

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

  it('has the leads fetched that a message names, and pulls nothing for it', async () => {
    const newcomers = { namedIn: () => ['7', '8'], fetch: async () => [] };
    const { take, sent, fetched } = door([], ['lead'], { newcomers });

    await take();

    expect(fetched).toEqual(['7', '8']);
    expect(sent).toEqual([]);
  });

  it('answers a challenge as the dialect does, and refuses it as forbidden', async () => {
    const { answer } = door([], ['lead'], { answerChallenge });

    await expect(answer({ token: 'right' })).resolves.toBe('42');
    await expect(answer({ token: 'wrong' })).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(door([]).answer({})).rejects.toMatchObject({ kind: 'not-found' });
  });
});
