import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAdfFiles } from './parse-command.js';

describe('parseAdfFiles', () => {
  const folder = mkdtempSync(join(tmpdir(), 'adf-parse-'));
  const good = join(folder, 'good.xml');
  const large = join(folder, 'large.xml');
  writeFileSync(good, '<adf><prospect><id>1</id></prospect></adf>');
  writeFileSync(large, Buffer.alloc(3 * 1024 * 1024, 'x'));

  afterAll(() => rm(folder, { recursive: true }));

  it('writes one line of JSON for each file and goes on after those it cannot read', async () => {
    const lines: string[] = [];

    const counts = await parseAdfFiles([join(folder, 'absent.xml'), folder, large, good], (line) =>
      lines.push(line),
    );

    expect(counts).toEqual({ accepted: 1, refused: 3 });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { file: join(folder, 'absent.xml'), accepted: false, reason: 'unreadable-file (ENOENT)' },
      { file: folder, accepted: false, reason: 'unreadable-file (EISDIR)' },
      { file: large, accepted: false, reason: 'too-large' },
      expect.objectContaining({ file: good, accepted: true, prospects: [expect.anything()] }),
    ]);
  });
});
