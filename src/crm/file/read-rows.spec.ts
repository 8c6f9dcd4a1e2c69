import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describeWithShared, sharedPath } from '../../../test/support/shared.js';
import type { CrmRecord } from '../crm-record.js';
import { CrmFileError, CrmSettingsError } from '../crm.errors.js';
import { parseFileMapping } from './read-file-mapping.js';
import { readRows, type FileRow } from './read-rows.js';

const MAPPING = `
missing: [n/a]
timeZone: America/Chicago
dates: ['MM/dd/yyyy HH:mm']
lead: { externalId: id, message: text, arrivedAt: at }
customer:
  phones[]: [mobile, home]
outcome: { column: state, values: { sold: WON }, default: OPEN }
custom: '*'
omit: [secret]
rename: { Budget (USD): budget }
`;
const HEADER = 'id,text,at,mobile,home,state,Budget (USD),secret';

async function rowsOf(path: string, mapping = MAPPING, afterRow = 0): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const row of readRows(path, parseFileMapping(mapping, 'test'), { afterRow })) {
    rows.push(row);
  }
  return rows;
}

const good = (id: number): string => `${id},hello,,,,,,`;

describe(readRows, () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rows-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function file(content: string | Buffer, name = 'leads.csv'): Promise<string> {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  }

  it('lays a row out as a lead with its customer, dates in the mapping zone and the other columns as custom', async () => {
    const path = await file(
      `${HEADER}\r\n7,"Is it, ""really"",\nstill there?",03/01/2026 09:30,n/a,555-0142,sold,9000,x\r\n`,
    );

    const [row] = await rowsOf(path);

    expect(row?.records).toEqual([
      {
        kind: 'lead',
        payload: expect.objectContaining({ id: '7', secret: 'x' }),
        said: {
          externalId: '7',
          message: 'Is it, "really",\nstill there?',
          arrivedAt: '2026-03-01T09:30:00.000-06:00',
          customer: { phones: ['555-0142'] },
          status: 'sold',
          custom: { budget: '9000' },
        },
      },
    ]);
  });

  it('gives a row without a status the default outcome, and leaves an unknown status as it stands', async () => {
    const path = await file(`${HEADER}\n1,,,,,,,\n2,,,,,mystery,,\n`);

    const rows = await rowsOf(path);

    expect(rows.map((row) => (row.records[0] as { said: object }).said)).toMatchObject([
      { status: '(none)' },
      { status: 'mystery' },
    ]);
    expect(parseFileMapping(MAPPING, 'test').statuses).toEqual({
      sold: { outcome: 'WON' },
      '(none)': { outcome: 'OPEN' },
    });
  });

  it('hands every bad row over as unreadable with its number and goes on behind it', async () => {
    const path = await file(
      Buffer.concat([
        Buffer.from(`${HEADER}\n${good(1)}\n`),
        Buffer.from('2,too,few\n'),
        Buffer.from('3,"never closed,,,,,,\n'),
        Buffer.from(`${good(4)}\n`),
        Buffer.from([0x35, 0x2c, 0xff, 0xfe]),
        Buffer.from(`,,,,,,\n6,"half" quoted,,,,,,\n${good(7)}`),
      ]),
    );

    const rows = await rowsOf(path);

    expect(rows.map(({ rowNumber, records }) => [rowNumber, records[0]?.kind])).toEqual([
      [1, 'lead'],
      [2, 'unreadable'],
      [3, 'unreadable'],
      [4, 'lead'],
      [5, 'unreadable'],
      [6, 'unreadable'],
      [7, 'lead'],
    ]);
    expect(refusals(rows)).toEqual([
      expect.stringMatching(/^Row 2 has 3 cells where the header has 8/),
      expect.stringMatching(/^Row 3 has a quote/),
      expect.stringMatching(/^Row 5 holds bytes/),
      expect.stringMatching(/^Row 6 has a quote/),
    ]);
  });

  it('loses one row to a quote that is never closed, and one to a line without end', async () => {
    const many = Array.from({ length: 300 }, (_, at) => good(at + 3)).join('\n');
    const path = await file(`${HEADER}\n1,"open,,,,,,\n2,${'x'.repeat(1_200_000)}\n${many}\n`);

    const rows = await rowsOf(path);

    expect(refusals(rows)).toEqual([
      expect.stringMatching(/^Row 1 has a quote/),
      expect.stringMatching(/^Row 2 is longer/),
    ]);
    expect(rows).toHaveLength(302);
  });

  it('reads the same rows from gzip, a byte order mark, UTF-16 and windows-1252', async () => {
    const text = `${HEADER}\n1,Zoë,,,,,,\n`;
    const plain = await rowsOf(await file(text));
    const same = async (content: Buffer, name: string, mapping = MAPPING) =>
      (await rowsOf(await file(content, name), mapping)).map((row) => row.records);

    const expected = plain.map((row) => row.records);
    expect(await same(gzipSync(text), 'a.csv.gz')).toEqual(expected);
    expect(await same(Buffer.from(`\ufeff${text}`), 'b.csv')).toEqual(expected);
    expect(await same(Buffer.from(`\ufeff${text}`, 'utf16le'), 'c.csv')).toEqual(expected);
    const latin = `encoding: windows-1252\n${MAPPING}`;
    expect(await same(Buffer.from(text, 'latin1'), 'd.csv', latin)).toEqual(expected);
  });

  it('goes on behind the row it was told, with the same numbers', async () => {
    const path = await file(`${HEADER}\n1,,,,,,,\nbad\n3,,,,,,,\n4,,,,,,,\n`);

    const all = await rowsOf(path);
    const rest = await rowsOf(path, MAPPING, 2);

    expect(rest).toEqual(all.slice(2));
  });

  it('reads NDJSON by dotted paths and keeps ids that a number cannot hold', async () => {
    const path = await file(
      '{"id":12345678901234567,"who":{"mail":"ann@example.com"},"budget":5}\nnot json\n\n[1]\n',
      'leads.ndjson',
    );

    const rows = await rowsOf(
      path,
      `lead: { externalId: id, customer.email: who.mail }\ncustom: '*'`,
    );

    expect(rows.map((row) => row.records[0])).toMatchObject([
      {
        said: {
          externalId: '12345678901234567',
          customer: { email: 'ann@example.com' },
          custom: { budget: 5 },
        },
      },
      { kind: 'unreadable' },
      { kind: 'unreadable' },
    ]);
  });

  it('names every column that the mapping reads and the file lacks', async () => {
    const path = await file('id,message\n1,hello\n');

    await expect(rowsOf(path)).rejects.toThrow(CrmSettingsError);
    await expect(rowsOf(path)).rejects.toThrow(/text: is not a column[^]*at: is not a column/);
  });

  it('says where a file that was cut off ends, after giving the rows before', async () => {
    const text = `${HEADER}\n${Array.from({ length: 20_000 }, (_, i) => `${i},${(i * 7919) % 104729},,,,,,`).join('\n')}`;
    const whole = gzipSync(text);
    const path = await file(whole.subarray(0, whole.length / 2), 'cut.csv.gz');
    const seen: number[] = [];

    const reading = (async () => {
      for await (const row of readRows(path, parseFileMapping(MAPPING, 'test')))
        seen.push(row.rowNumber);
    })();

    await expect(reading).rejects.toThrow(CrmFileError);
    expect(seen.length).toBeGreaterThan(100);
  });
});

describe(parseFileMapping, () => {
  it('tells every fault at once, each with its key and the fix', () => {
    const faulty = `
timeZone: Mars/Olympus
lead: { externalID: id, arrivedAt: { base: yesterday, column: n, step: 1 fortnight } }
outcome: { values: { sold: BOUGHT } }
activities: [{ when: at }]
colour: blue
`;

    expect(() => parseFileMapping(faulty, 'test')).toThrow(
      expect.objectContaining({
        faults: expect.arrayContaining(
          [
            'timeZone',
            'lead.externalId',
            'lead.externalID',
            'lead.arrivedAt.why',
            'lead.arrivedAt.base',
            'lead.arrivedAt.step',
            'outcome.values.sold',
            'outcome.column',
            'activities.0.when',
            'colour',
          ].map((key) => expect.objectContaining({ key, fix: expect.stringMatching(/\w/) })),
        ),
      }),
    );
  });
});

describeWithShared('data', 'the shipped mappings', () => {
  it.each([
    ['xedu', 9_240, { WON: 3_561, LOST: 5_679 }],
    ['loanlead', 69_713, { WON: 1_020, LOST: 68_693 }],
    ['motus_unlabelled', 15_611, { OPEN: 15_611 }],
  ])(
    'read every row of %s as a lead with an id, a time and an outcome',
    async (name, count, outcomes) => {
      const mapping = parseFileMapping(
        await readFile(`config/mappings/${name}.yaml`, 'utf8'),
        name,
      );
      const ids = new Set<unknown>();
      const seen: Record<string, number> = {};
      let dated = 0;

      for await (const { records } of readRows(sharedPath('data', `${name}.csv.gz`), mapping)) {
        const lead = records[0];
        if (lead?.kind !== 'lead') continue;
        ids.add(lead.said.externalId);
        const outcome = mapping.statuses[String(lead.said.status)]?.outcome ?? 'unknown';
        seen[outcome] = (seen[outcome] ?? 0) + 1;
        if (!Number.isNaN(Date.parse(String(lead.said.arrivedAt)))) dated += 1;
      }

      expect({ ids: ids.size, dated, seen }).toEqual({ ids: count, dated: count, seen: outcomes });
    },
  );
});

const refusals = (rows: FileRow[]): string[] =>
  rows
    .flatMap((row) => row.records)
    .filter(
      (record): record is Extract<CrmRecord, { kind: 'unreadable' }> =>
        record.kind === 'unreadable',
    )
    .map((record) => record.refusal.reason);
