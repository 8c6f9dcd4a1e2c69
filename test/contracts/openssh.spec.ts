import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CrmAdapters, CrmAuthError, CrmReach, type CrmAdapter } from '#crm';
import { SystemClock } from '#platform';
import { CrmHttp } from '../../src/crm/http/crm-http.js';
import { readToEnd, scoreOf } from '../support/dialect-reading.js';
import { noSshd, type OpenSshServer, openSshServer } from '../support/openssh-server.js';

const describeWhereFound = noSshd === undefined ? describe : describe.skip;
const name = noSshd === undefined ? 'OpenSSH' : `OpenSSH (skipped: ${noSshd})`;
const HOUR_MS = 3_600_000;

describeWhereFound(`files by SFTP from ${name}`, () => {
  let server: OpenSshServer;
  let http: CrmHttp;
  let adapter: (changes?: object, secrets?: Record<string, string>) => CrmAdapter;

  beforeAll(async () => {
    server = await openSshServer();
    const clock = new SystemClock();
    const reach = new CrmReach();
    reach.allowHost(`127.0.0.1:${server.port}`);
    http = new CrmHttp(reach, clock);
    const { port, user, hostKey, folder, privateKey } = server;
    adapter = (changes = {}, secrets = { privateKey }) =>
      new CrmAdapters(http, reach, clock).create({
        id: 'sftp',
        dialect: 'file',
        settings: {
          sftp: { host: '127.0.0.1', port, user, hostKey, ...changes },
          inbox: join(folder, 'inbox'),
          outbox: join(folder, 'outbox'),
          mapping: {
            lead: { externalId: 'id', arrivedAt: 'at' },
            outcome: { default: 'OPEN' },
          },
        },
        secrets,
      });
  });
  afterAll(async () => {
    await http.onModuleDestroy();
    await server.stop();
  });

  it('are read once, however large', async () => {
    const rows = Array.from({ length: 5000 }, (_, at) => `lead-${at},2026-02-01T09:00:00Z`);
    const file = join(server.folder, 'inbox', '1.csv');
    await writeFile(file, `id,at\n${rows.join('\n')}\n`);
    await utimes(file, new Date(), new Date(Date.now() - HOUR_MS));

    const [records, cursor] = await readToEnd(adapter());
    const [again] = await readToEnd(adapter(), cursor);

    expect(records).toHaveLength(5000);
    expect(again).toEqual([]);
  });

  it('take scores, whole and under one name', async () => {
    const results = await adapter().push([scoreOf('lead-1'), scoreOf('lead-2')]);

    expect(results.map(({ status }) => status)).toEqual(['accepted', 'accepted']);
    const outbox = join(server.folder, 'outbox');
    const [written, ...others] = await readdir(outbox);
    expect(others).toEqual([]);
    expect(written).toMatch(/\.csv$/);
    expect(await readFile(join(outbox, written ?? ''), 'utf8')).toMatch(/lead-1[^]*lead-2/);
  });

  it('are found by a probe', async () => {
    const steps = await adapter().probe();

    expect(steps.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('are not asked for from a server with another key, nor with a proof it refuses', async () => {
    const other = adapter({ hostKey: `SHA256:${'A'.repeat(43)}` });
    const wrong = adapter({}, { password: 'a wrong password' });

    await expect(other.pull('lead', null)).rejects.toThrow(/key/);
    await expect(wrong.pull('lead', null)).rejects.toThrow(CrmAuthError);
  });
});
