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
  await writeFile(path, `id,text\n${ids.map((id) => `${id},hello`).join('\n')}\n`);
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
          mapping: { lead: { externalId: 'id', message: 'text' }, outcome: { default: 'OPEN' } },
        },
        secrets: {},
      }),
    seed: async () => {
      const ids = Array.from({ length: 12_000 }, (_, at) => `lead-${at}`);
      await putLeads(join(inbox, '1.csv'), ids.slice(0, 11_000));
      await putLeads(join(inbox, '2.csv'), ids.slice(11_000));
      return ids;
    },
    addOdd: async (id) => {
      await writeFile(join(inbox, '3.csv'), `id,text,mood\n`);
      await appendFile(join(inbox, '3.csv'), `${id},hello,sunny\n`);
      await settle(join(inbox, '3.csv'));
    },
    overlap: () => [],
    private: [],
    stop: async () => {
      await http.onModuleDestroy();
      await rm(drop, { recursive: true });
    },
  };
}

crmAdapterContract('file', fileHarness, {
  pulls: true,
  fails: false,
  signsIn: false,
  pushes: true,
  answersPushes: false,
  webhooks: false,
});
