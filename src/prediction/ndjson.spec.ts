import { InvalidLeadError } from './prediction.errors.js';
import { scoreLines } from './ndjson.js';

async function answers(
  text: string,
  score: (lead: unknown) => Promise<string>,
): Promise<unknown[]> {
  const lines: unknown[] = [];
  for await (const line of scoreLines(Buffer.from(text), score)) lines.push(JSON.parse(line));
  return lines;
}

const score = async (lead: unknown): Promise<string> => {
  if ((lead as { bad?: boolean }).bad) {
    throw new InvalidLeadError([{ field: 'bad', problem: 'is unknown' }]);
  }
  return '{"score":0.1}';
};

const broken = async (): Promise<string> => {
  throw new TypeError('bug');
};

describe(scoreLines.name, () => {
  it('answers every line in order and lets no bad line stop the others', async () => {
    expect(await answers('{}\n{"bad":true}\n\nname,phone 555-0100\r\n{}', score)).toEqual([
      { line: 1, score: 0.1 },
      {
        line: 2,
        problem: {
          code: 'INVALID',
          detail: 'Some fields cannot be used: bad.',
          faults: [{ field: 'bad', problem: 'is unknown' }],
        },
      },
      { line: 4, problem: { code: 'INVALID', detail: 'This line is not JSON.' } },
      { line: 5, score: 0.1 },
    ]);
  });

  it('hides no fault of our own behind a line', async () => {
    await expect(answers('{}', broken)).rejects.toThrow('bug');
  });
});
