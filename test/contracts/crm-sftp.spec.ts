import { CrmAdapters, CrmAddressRefusedError, CrmAuthError, CrmReach } from '#crm';
import { SystemClock } from '#platform';
import { SftpServer } from '#simulator';
import { CrmHttp } from '../../src/crm/http/crm-http.js';
import { crmAdapterContract, type CrmHarness } from './crm-adapter.contract.js';
import { score } from './clauses/readings.js';

const clock = new SystemClock();
const INBOX = '/outgoing/leads';
const OUTBOX = '/incoming/scores';
const HEADER = 'id,at,state,text,gone';
const row = (id: string, state = 'New', gone = '') =>
  `${id},2026-02-01T09:00:00Z,${state},hello,${gone}`;
const csv = (...rows: string[]) => `${[HEADER, ...rows].join('\n')}\n`;

type Options = { wrong?: boolean; allowed?: boolean; hostKey?: string; settings?: object };

async function sftpHarness() {
  const server = await new SftpServer().start();
  server.folders.add(INBOX).add(OUTBOX);
  const reach = new CrmReach();
  reach.allowHost(`127.0.0.1:${server.port}`);
  const http = new CrmHttp(reach, clock);
  const adapter = ({ wrong, allowed = true, hostKey, settings }: Options = {}) =>
    new CrmAdapters(http, allowed ? reach : new CrmReach(), clock).create({
      id: 'sftp',
      dialect: 'file',
      settings: {
        sftp: {
          host: '127.0.0.1',
          port: server.port,
          user: server.user,
          hostKey: hostKey ?? server.hostKey,
          timeoutMs: 1500,
        },
        inbox: INBOX,
        outbox: OUTBOX,
        mapping: {
          lead: { externalId: 'id', arrivedAt: 'at', message: 'text', deleted: 'gone' },
          outcome: { column: 'state', values: { New: 'OPEN' } },
        },
        ...settings,
      },
      secrets: { password: wrong ? 'a wrong password' : server.password },
    });
  return { server, adapter, stop: () => Promise.all([http.onModuleDestroy(), server.stop()]) };
}

async function contractHarness(): Promise<CrmHarness> {
  const { server, adapter, stop } = await sftpHarness();
  return {
    adapter,
    seed: async () => {
      const ids = Array.from({ length: 35 }, (_, at) => `lead-${at}`);
      server.put(`${INBOX}/1.csv`, csv(...ids.slice(0, 20).map((id) => row(id))));
      server.put(`${INBOX}/2.csv`, csv(...ids.slice(20).map((id) => row(id))));
      return ids;
    },
    addOdd: async (id, { status = 'New' } = {}) =>
      server.put(`${INBOX}/3.csv`, `${HEADER},mood\n${row(id, status)},sunny\n`),
    remove: async (id) => server.put(`${INBOX}/4.csv`, csv(row(id, 'New', 'true'))),
    overlap: () => [],
    failNext: (fault) =>
      server.failNext(
        fault === 'slow' || fault === 'half an answer' || fault === 'hangs up'
          ? fault
          : 'server error',
      ),
    waitMs: null,
    private: [server.password, 'a wrong password'],
    requests: () => server.requests,
    stop: async () => {
      await stop();
    },
  };
}

crmAdapterContract('file by SFTP', contractHarness, {
  'clock skew': 'files count by their content, whatever time they bear',
  'future cursor': 'files count by their content, whatever time they bear',
  'token expiry': 'a session is signed in once, for as long as it lasts',
  'failures alone': 'a file of scores is written whole or not at all',
  'read back': 'whoever fetches the file tells nothing back',
  merge: 'a file says that a lead is gone, and not where it went',
  'message proof': 'files are fetched: no message is taken',
  'message records': 'files are fetched: no message is taken',
});

describe('files by SFTP', () => {
  let { server, adapter, stop } = {} as Awaited<ReturnType<typeof sftpHarness>>;
  beforeEach(async () => {
    ({ server, adapter, stop } = await sftpHarness());
  });
  afterEach(() => stop());

  it('speaks to no server but the one whose key was pinned', async () => {
    const hostKey = `SHA256:${'A'.repeat(43)}`;

    const failure = await adapter({ hostKey })
      .pull('lead', null)
      .catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(CrmAuthError);
    expect((failure as Error).message).toContain(server.hostKey);
  });

  it('reaches no address inside, unless the operator allowed it', async () => {
    await expect(adapter({ allowed: false }).pull('lead', null)).rejects.toThrow(
      CrmAddressRefusedError,
    );
  });

  it('writes a file of scores whole, once, however often it is sent', async () => {
    await adapter().push([score('lead-1')]);
    await adapter().push([score('lead-1')]);

    expect([...server.files.keys()]).toEqual([
      expect.stringMatching(/^\/incoming\/scores\/scores-\w+\.csv$/),
    ]);
    expect(server.renames.every(([from]) => from.endsWith('.part'))).toBe(true);
  });
});
