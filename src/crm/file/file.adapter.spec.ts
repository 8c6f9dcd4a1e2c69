import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SystemClock } from '#platform';
import type { ScorePush } from '../crm-adapter.js';
import { CrmReach } from '../crm-reach.js';
import { CrmSettingsError } from '../crm.errors.js';
import { FileAdapter } from './file.adapter.js';

const mapping = { lead: { externalId: 'id' }, outcome: { default: 'OPEN' } };

describe(FileAdapter, () => {
  let drop: string;

  beforeEach(async () => {
    drop = await mkdtemp(join(tmpdir(), 'drop-'));
    await mkdir(join(drop, 'in'));
  });
  afterEach(() => rm(drop, { recursive: true }));

  function adapter(settings: Record<string, unknown>): FileAdapter {
    const reach = new CrmReach();
    reach.useDropFolder(drop);
    return new FileAdapter(
      { id: 'drop', dialect: 'file', settings, secrets: {} },
      reach,
      new SystemClock(),
    );
  }

  async function put(name: string, content: string, ageSeconds = 60): Promise<void> {
    await writeFile(join(drop, 'in', name), content);
    const at = new Date(Date.now() - ageSeconds * 1000);
    await utimes(join(drop, 'in', name), at, at);
  }

  const pull = async (cursor: string | null = null) => {
    const page = await adapter({ inbox: 'in', mapping }).pull('lead', cursor);
    const seen = page.records.map((each) =>
      each.kind === 'lead' ? each.said.externalId : each.kind,
    );
    return { ...page, seen };
  };

  it.each(['../outside', '/etc', '.', 'in/../..'])(
    'refuses %s, which is not below the drop folder',
    (inbox) => {
      expect(() => adapter({ inbox, mapping })).toThrow(CrmSettingsError);
    },
  );

  it('waits until a file has settled, and follows no links', async () => {
    await put('growing.csv', 'id\n1\n', 0);
    await writeFile(join(drop, 'secret.csv'), 'id\n2\n');
    await symlink(join(drop, 'secret.csv'), join(drop, 'in', 'link.csv'));

    expect(await pull()).toMatchObject({ seen: [], last: true });
  });

  it('reads a file anew when it was changed', async () => {
    await put('a.csv', 'id\n1\n');
    const first = await pull();
    await put('a.csv', 'id\n1\n2\n', 30);

    expect(await pull(first.cursor)).toMatchObject({ seen: ['1', '2'], last: true });
  });

  it('goes on in the middle of a long file when it is killed there', async () => {
    const ids = Array.from({ length: 11_000 }, (_, row) => `lead-${row}`);
    await put('1.csv', `id\n${ids.join('\n')}\n`);

    const read: unknown[] = [];
    let page = await pull();
    read.push(...page.seen);
    while (!page.last) {
      page = await pull(page.cursor);
      read.push(...page.seen);
    }

    expect(read).toEqual(ids);
  });

  it('reports a file that does not fit the mapping and goes on with the next', async () => {
    await put('a.csv', 'number\n1\n');
    await put('b.csv', 'id\n7\n');

    const first = await pull();
    const second = await pull(first.cursor);

    expect([first.seen, first.last, second.seen, second.last]).toEqual([
      ['unreadable'],
      false,
      ['7'],
      true,
    ]);
    expect(await pull(second.cursor)).toMatchObject({ seen: [] });
  });

  it('writes a batch once, however often it is repeated, and runs no formulas', async () => {
    const score: ScorePush = {
      leadExternalId: '-5',
      likelihoodPercent: 12,
      band: 'cool',
      topReason: '=HYPERLINK("x")',
      scoredAt: new Date('2026-03-01T00:00:00Z'),
      modelVersion: 'v1',
      deliveryKey: 'k',
    };
    await adapter({ outbox: 'out' }).push([score]);
    await adapter({ outbox: 'out' }).push([score]);

    const files = await readdir(join(drop, 'out'));
    expect(files).toHaveLength(1);
    expect(await readFile(join(drop, 'out', files[0] ?? ''), 'utf8')).toBe(
      'lead_id,likelihood_percent,band,top_reason,scored_at,model_version,delivery_key\n' +
        '-5,12,cool,"\'=HYPERLINK(""x"")",2026-03-01T00:00:00.000Z,v1,k\n',
    );
  });

  it('pulls and pushes nothing where it stands for files imported by hand', () => {
    const byHand = adapter({});

    expect([byHand.pullableKinds(), byHand.pushBatchSize]).toEqual([[], 0]);
  });
});
