import { Progress } from './progress.js';

/** What a log, which is no terminal, was told. */
function log(): { lines: string[]; out: NodeJS.WriteStream } {
  const lines: string[] = [];
  const out = { isTTY: false, write: (line: string) => lines.push(line) };
  return { lines, out: out as unknown as NodeJS.WriteStream };
}

describe(Progress.name, () => {
  it('tells a log where it stands and how it ended, and nothing twice', () => {
    const { lines, out } = log();
    const progress = new Progress('Learning', out);

    progress.at(3, 10, 'forest');
    progress.at(3, 10, 'forest');
    progress.end('done');

    expect(lines).toEqual(['  Learning 3/10 forest\n', 'Learning: done\n']);
  });
});
