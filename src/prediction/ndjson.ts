import { setImmediate as yieldToOthers } from 'node:timers/promises';

import { DomainError } from '#platform';

/** Lines scored before other requests get their turn. */
const LINES_AT_A_TIME = 20;

/** What is wrong with one line of a batch. */
export interface LineProblem {
  code: string;
  detail: string;
}

/**
 * Scores NDJSON line by line; empty lines are skipped. One bad line is answered with its problem
 * and the others go through.
 *
 * @param score - Scores one parsed line; the text of a JSON object that is not empty.
 * @returns Lines of `{ line, … }`, `line` counted from 1, each ended by a newline.
 */
export async function* scoreLines(
  body: Buffer,
  score: (lead: unknown) => Promise<string>,
): AsyncGenerator<string> {
  for (const [index, text] of linesOf(body)) {
    if (index % LINES_AT_A_TIME === 0) await yieldToOthers();
    const line = index + 1;
    const answer = await answerTo(text, score);
    yield `{"line":${line},${answer.slice(1)}\n`;
  }
}

async function answerTo(text: string, score: (lead: unknown) => Promise<string>): Promise<string> {
  let lead: unknown;
  try {
    lead = JSON.parse(text);
  } catch {
    // The parser's own message quotes the line, which may hold personal data.
    return problemText({ code: 'INVALID', detail: 'This line is not JSON.' });
  }
  try {
    return await score(lead);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return problemText({ code: error.code, detail: error.message, ...error.details });
  }
}

const problemText = (problem: LineProblem): string => JSON.stringify({ problem });

function* linesOf(body: Buffer): Generator<[index: number, text: string]> {
  let from = 0;
  for (let index = 0; from < body.length; index++) {
    const end = body.indexOf(0x0a, from);
    const until = end < 0 ? body.length : end;
    const text = body.toString('utf8', from, until).trim();
    if (text) yield [index, text];
    from = until + 1;
  }
}
