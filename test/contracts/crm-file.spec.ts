import { appendFile, mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CrmAdapters, CrmReach } from '#crm';
import { SystemClock } from '#platform';
import { CrmHttp } from '../../src/crm/http/crm-http.js';
import { crmAdapterContract, type CrmHarness } from './crm-adapter.contract.js';

/** A file is read once nobody has written to it for a while. */
const settle = (path: string) => utimes(path, new Date(), new Date(Date.now() - 60_000));

async function putLeads(path: string, ids: string[]): Promise<void> {
  const rows = ids.map((id) => `${id},2026-02-01T09:00:00Z,New,hello,`);
  await writeFile(path, `id,at,state,text,gone\n${rows.join('\n')}\n`);
  await settle(path);
}

async function fileHarness(): Promise<CrmHarness> {
  const drop = await mkdtemp(join(tmpdir(), 'drop-'));
  const inbox = join(drop, 'north', 'inbox');
  await mkdir(inbox, { recursive: true });
  await mkdir(join(drop, 'north', 'outbox'));
  const reach = new CrmReach();
  reach.useDropFolder(drop);
  const clock = new SystemClock();
  const http = new CrmHttp(reach, clock);
  return {
    adapter: () =>
      new CrmAdapters(http, reach, clock).create({
        id: 'drop',
        dialect: 'file',
        settings: {
          inbox: 'north/inbox',
          outbox: 'north/outbox',
          mapping: {
            lead: { externalId: 'id', arrivedAt: 'at', message: 'text', deleted: 'gone' },
            outcome: { column: 'state', values: { New: 'OPEN' } },
          },
        },
        secrets: {},
      }),
    seed: async () => {
      const ids = Array.from({ length: 35 }, (_, at) => `lead-${at}`);
      await putLeads(join(inbox, '1.csv'), ids.slice(0, 20));
      await putLeads(join(inbox, '2.csv'), ids.slice(20));
      return ids;
    },
    addOdd: async (id, { status = 'New' } = {}) => {
      await writeFile(join(inbox, '3.csv'), `id,at,state,text,gone,mood\n`);
      await appendFile(join(inbox, '3.csv'), `${id},2026-02-01T09:00:00Z,${status},hello,,sunny\n`);
      await settle(join(inbox, '3.csv'));
    },
    remove: async (id) => {
      await writeFile(
        join(inbox, '4.csv'),
        `id,at,state,text,gone\n${id},2026-02-01T09:00:00Z,New,hello,true\n`,
      );
      await settle(join(inbox, '4.csv'));
    },
    overlap: () => [],
    private: [],
    stop: async () => {
      await http.onModuleDestroy();
      await rm(drop, { recursive: true });
    },
  };
}

const NOBODY = 'a folder on our own disk: nobody is asked';

crmAdapterContract('file', fileHarness, {
  'clock skew': 'files count by their content, whatever time they bear',
  'future cursor': 'files count by their content, whatever time they bear',
  'read faults': NOBODY,
  'push faults': NOBODY,
  'token expiry': NOBODY,
  'wrong secrets': NOBODY,
  'failures alone': 'a file of scores is written whole or not at all',
  'read back': 'whoever fetches the file tells nothing back',
  merge: 'a file says that a lead is gone, and not where it went',
  'message proof': 'files are fetched: no message is taken',
  'message records': 'files are fetched: no message is taken',
});
