import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseFileMapping } from '#crm';
import { type IngestionRoom, ingestionRoom } from '../support/ingestion-room.js';
import { recordsOfBody } from '../../src/ingestion/http/batch-body.js';
import { recordOf } from '../../src/ingestion/http/posted-lead.js';

const mapping = () =>
  parseFileMapping(
    `
timeZone: UTC
lead: { externalId: id, arrivedAt: arrived }
outcome: { column: status, values: { won: WON, lost: LOST } }
custom: '*'
`,
    'of the tests',
  );

const rows = (count: number): string =>
  `id,arrived,status,pages\n${Array.from({ length: count }, (_, at) => `r${at},2026-01-${String(1 + (at % 28)).padStart(2, '0')}T10:00:00Z,${at % 10 === 3 ? 'odd' : at % 2 ? 'won' : 'lost'},${at}\n`).join('')}`;

describe('intake', () => {
  let room: IngestionRoom;

  beforeAll(async () => {
    room = await ingestionRoom();
  });
  afterAll(() => room.database.drop());
  beforeEach(() => room.fresh());

  const stored = () =>
    room.inside(async (manager) => (await room.store.list(manager, room.dealershipId)).items);
  const accept = (records: ReturnType<typeof recordsOfBody>, key = 'api') =>
    room.intake.accept(room, key, records);

  it('stores a posted lead with the person it carries', async () => {
    const { items } = await accept([
      recordOf({
        message: 'Hello',
        customer: { firstName: 'Pat', phone: '212-555-0142' },
        vehicle: { make: 'chevy', model: 'tahoe' },
      }),
    ]);

    const [lead] = await stored();
    expect(items).toEqual([
      {
        kind: 'lead',
        externalId: lead?.externalId,
        status: 'stored',
        leadId: lead?.id,
        refusal: null,
      },
    ]);
    expect(lead).toMatchObject({
      customer: { name: 'Pat', phone: '+12125550142' },
      vehicle: { make: 'Chevrolet', model: 'Tahoe' },
      outcome: 'OPEN',
    });
  });

  it('gives the same answer to the same lead posted again, later', async () => {
    const first = await accept([recordOf({ message: 'Hello' }, 'key-1')]);
    room.clock.time = new Date(room.clock.time.getTime() + 60_000);
    const second = await accept([recordOf({ message: 'Hello' }, 'key-1')]);

    expect(second.items).toEqual(first.items);
    expect(second.counts).toMatchObject({ stored: 0, unchanged: 1 });
    expect(await stored()).toHaveLength(1);
  });

  it('lets the rest of a batch through and tells of each', async () => {
    const body = Buffer.from(
      [
        '{"id":"1","status":"OPEN"}',
        '{broken',
        '{"id":"2","status":"Dreaming"}',
        '[1]',
        '{"id":{"a":1}}',
        '{"id":"3","arrivedAt":"2099-01-01T00:00:00Z"}',
        '{"id":"4","status":"won","nonsense":true}',
        '',
        '{"id":"5","status":"won"}',
      ].join('\n'),
    );

    const { items, counts } = await accept(recordsOfBody(body));

    expect(items.map((item) => item.refusal?.reason ?? 'stored')).toEqual([
      'stored',
      'not JSON',
      'unknown status',
      'not a JSON object',
      'a field cannot be used',
      'lies in the future',
      'a field cannot be used',
      'stored',
    ]);
    expect(counts).toMatchObject({ pulled: 8, stored: 2, quarantined: 6 });
    expect(
      Object.fromEntries((await stored()).map((lead) => [lead.externalId, lead.outcome])),
    ).toEqual({ '1': 'OPEN', '5': 'WON' });
  });

  it.each([{}, 'text', null, 5, { leads: 'no' }, []])('refuses the body %p as a whole', (body) => {
    expect(() => recordsOfBody(body)).toThrow(
      expect.objectContaining({ code: 'BODY_UNREADABLE' }) as Error,
    );
  });

  it('knows no connection it was not told of', async () => {
    await expect(accept([recordOf({})], 'nowhere')).rejects.toMatchObject({
      code: 'CONNECTION_NOT_FOUND',
    });
  });

  it('stores hostile text as text', async () => {
    const nasty = "Robert'); DROP TABLE lead;-- \u0000 \ud800 \t \\N <script>";
    await accept([
      recordOf({ id: "1'--", message: nasty, custom: { [nasty]: nasty, ['__proto__x']: 1 } }),
    ]);

    expect((await stored())[0]).toMatchObject({
      externalId: "1'--",
      message: "Robert'); DROP TABLE lead;--  \ufffd \t \\N <script>",
    });
  });
});

describe('a file import', () => {
  let room: IngestionRoom;
  const folder = mkdtempSync(join(tmpdir(), 'lead-likelihood-import-'));
  const file = join(folder, 'leads.csv');

  beforeAll(async () => {
    room = await ingestionRoom();
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await room.database.drop();
  });
  beforeEach(() => room.fresh());

  it('stores or quarantines every row, and changes nothing the second time', async () => {
    writeFileSync(file, rows(5000));

    const first = await room.fileImport.run(room, file, mapping());
    const second = await room.fileImport.run(room, file, mapping());

    expect(first).toMatchObject({
      rows: 5000,
      rowsStored: 4500,
      rowsUnchanged: 0,
      rowsQuarantined: 500,
    });
    expect(second).toMatchObject({
      rows: 5000,
      rowsStored: 0,
      rowsUnchanged: 4500,
      rowsQuarantined: 500,
    });
    expect(await room.inside((manager) => room.quarantine.count(manager, room.dealershipId))).toBe(
      500,
    );
    const [lead] = await room.inside(
      async (manager) => (await room.store.list(manager, room.dealershipId, { limit: 1 })).items,
    );
    expect(typeof lead?.custom['pages']).toBe('number');
  });

  it('goes on where it was interrupted', async () => {
    writeFileSync(file, rows(5000));
    const stop = new Error('stopped');

    await expect(
      room.fileImport.run(room, file, mapping(), {
        onProgress: ({ rows: read }) => {
          if (read >= 4000) throw stop;
        },
      }),
    ).rejects.toThrow(stop);

    expect(await room.fileImport.run(room, file, mapping())).toMatchObject({
      rows: 1000,
      rowsBefore: 4000,
    });
  });
});
