import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { holdOrdeal } from '../../bench/chaos/ordeal.js';
import { stageOn } from '../../bench/stage.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

/** Workers start from sources, and a killed one's jobs are taken up some twenty seconds later. */
jest.setTimeout(300_000);

describe('Leads over several dialects at once', () => {
  let database: TestDatabase;
  let folder: string;

  beforeAll(async () => {
    database = await testDatabase();
    folder = mkdtempSync(join(tmpdir(), 'lead-likelihood-chaos-test-'));
  });
  afterAll(async () => {
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are neither lost nor doubled while systems fail, messages come twice and workers are killed', async () => {
    const { rows, killed, quarantined, unsettled } = await holdOrdeal(
      stageOn(database.url, folder),
      {
        numbersOf: new Map(
          Object.entries({
            rest: 40,
            hubspot: 20,
            file: 10,
            vinsolutions: 6,
            dynamics: 6,
            dealersocket: 4,
            sql: 8,
          }),
        ),
        waves: 3,
        workMs: 2000,
        mostKilled: 2,
        patienceMs: 120_000,
      },
    );

    expect(killed).toBeGreaterThan(0);
    expect(rows.map(({ dialect, stored, scored }) => [dialect, stored, scored])).toEqual([
      ['rest', 40, 40],
      ['hubspot', 20, 20],
      ['file', 10, 10],
      ['vinsolutions', 6, 6],
      ['dynamics', 6, 6],
      ['dealersocket', 4, 4],
      ['sql', 8, 8],
    ]);
    for (const row of rows)
      expect(row).toMatchObject({ missing: 0, extra: 0, outdated: 0, otherKeys: 0 });
    expect({ quarantined, unsettled }).toEqual({ quarantined: 0, unsettled: [] });
  });
});
