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
import { Clock } from '#platform';
import type { ScorePush } from '../crm-adapter.js';
import { CrmReach } from '../crm-reach.js';
import { CrmSettingsError } from '../crm.errors.js';
import { FileAdapter } from './file.adapter.js';

const mapping = { lead: { externalId: 'id' }, outcome: { default: 'OPEN' } };

/** The system's, and so much ahead of it. */
class MovedClock extends Clock {
  aheadMs = 0;

  now(): Date {
    return new Date(Date.now() + this.aheadMs);
  }
}
const clock = new MovedClock();

describe(FileAdapter, () => {
  let drop: string;

  beforeEach(async () => {
    clock.aheadMs = 0;
    drop = await mkdtemp(join(tmpdir(), 'drop-'));
    await mkdir(join(drop, 'in'));
  });
  afterEach(() => rm(drop, { recursive: true }));

  function adapter(settings: Record<string, unknown>): FileAdapter {
    const reach = new CrmReach();
    reach.useDropFolder(drop);
    return new FileAdapter({ id: 'drop', dialect: 'file', settings, secrets: {} }, reach, clock);
  }

  async function put(name: string, content: string, ageSeconds = 60): Promise<void> {
    await writeFile(join(drop, 'in', name), content);
    const at = new Date(Date.now() - ageSeconds * 1000);
    await utimes(join(drop, 'in', name), at, at);
  }

  const pull = async (cursor: string | null = null, settings: object = {}) => {
    const page = await adapter({ inbox: 'in', mapping, ...settings }).pull('lead', cursor);
    const seen = page.records.map((each) =>
      each.kind === 'lead' ? each.said.externalId : each.kind,
    );
    return { ...page, seen };
  };

  const full = (cursor: string | null) => pull(cursor, { mode: 'full' });

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

  it.each(['a.csv.part', 'a.csv.tmp', '.a.csv', '~a.csv', 'a.csv.filepart'])(
    'leaves %s, which its writer has not finished',
    async (name) => {
      await put(name, 'id\n1\n');

      expect(await pull()).toMatchObject({ seen: [], last: true });
    },
  );

  it('waits for the end of the last row, and then for a minute', async () => {
    await put('a.csv', 'id\n1\n2', 30);
    const early = await pull();
    await put('a.csv', 'id\n1\n2', 120);

    expect(early).toMatchObject({ seen: [], last: true });
    expect(await pull(early.cursor)).toMatchObject({ seen: ['1', '2'] });
  });

  it('waits for what it has seen standing still, whatever time a file bears', async () => {
    await put('ahead.csv', 'id\n1\n', -7200);
    const first = await pull();
    clock.aheadMs = 6000;

    expect(first).toMatchObject({ seen: [] });
    expect(await pull(first.cursor)).toMatchObject({ seen: ['1'] });
  });

  it('reads a content once, under whatever names it comes again', async () => {
    await put('a.csv', 'id\n1\n');
    await put('b.csv', 'id\n2\n');
    let page = await pull();
    page = await pull(page.cursor);
    await rm(join(drop, 'in', 'a.csv'));
    await put('a (1).csv', 'id\n1\n');

    expect(await pull(page.cursor)).toMatchObject({ seen: [], last: true });
  });

  it('reads of whole exports the newest alone, and one that stands again', async () => {
    await put('1.csv', 'id\n1\n', 300);
    await put('2.csv', 'id\n2\n', 200);
    const first = await full(null);
    await put('3.csv', 'id\n2\n', 100);
    const same = await full(first.cursor);
    await put('4.csv', 'id\n3\n', 90);
    const other = await full(same.cursor);
    await put('5.csv', 'id\n2\n', 80);

    expect([first.seen, same.seen, other.seen]).toEqual([['2'], [], ['3']]);
    expect((await full(other.cursor)).seen).toEqual(['2']);
  });

  it('goes by the header: columns may move, be added, and be written otherwise', async () => {
    await put('a.csv', 'mood,Lead ID,text\nsunny,1,hello\n');
    await put('b.csv', 'LEAD_NUMBER,Text\n2,hi\n');
    const renamed = {
      lead: { externalId: 'LeadId', message: 'text' },
      outcome: { default: 'OPEN' },
      aliases: { LeadId: ['Lead Number'] },
    };
    const first = await pull(null, { mapping: renamed });

    expect(first.records[0]).toMatchObject({ said: { externalId: '1', message: 'hello' } });
    expect((await pull(first.cursor, { mapping: renamed })).records[0]).toMatchObject({
      said: { externalId: '2', message: 'hi' },
    });
  });

  it('holds a file that lacks a column, says what to do, and reads it once that was done', async () => {
    await put('a.csv', 'number\n1\n');
    const held = await pull();
    const again = await pull(held.cursor);
    const mended = { ...mapping, aliases: { id: ['number'] } };

    expect(held.records[0]).toMatchObject({
      kind: 'unreadable',
      payload: { file: 'a.csv', contentType: 'text/csv', bytes: 9 },
      refusal: {
        reason: expect.stringContaining('id: is not a column of this file. Columns: number.'),
        fix: expect.stringContaining('Correct the mapping'),
      },
    });
    expect(again.seen).toEqual([]);
    expect((await pull(held.cursor, { mapping: mended })).seen).toEqual(['1']);
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
