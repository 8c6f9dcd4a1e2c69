import { readAdf } from '../../src/crm/adf/adf-reading.js';
import { readAdfMessage } from '../../src/crm/adf/adf-message.js';
import { parseAdfFiles } from '../../src/crm/adf/parse-command.js';
import { asMail, CORPUS, corpusBytes, corpusCases, expectationOf } from '../support/adf-corpus.js';
import { type AdfExpectation, adfDifferences } from '../support/adf-comparison.js';
import { describeWithShared, sharedPath } from '../support/shared.js';

describeWithShared(CORPUS, 'the ADF corpus', () => {
  const cases = corpusCases();

  it.each(cases)('reads $file as its sender meant it', (one) => {
    expect(adfDifferences(readAdf(corpusBytes(one)), expectationOf(one))).toEqual([]);
  });

  it.each(cases)('reads $file alike out of a mail', async (one) => {
    const reading = await readAdfMessage(asMail(one, corpusBytes(one)), 'message/rfc822');

    expect(adfDifferences(reading, expectationOf(one))).toEqual([]);
  });

  it('reads all of them alike from the command line, documents and mails', async () => {
    const lines: unknown[] = [];

    await parseAdfFiles(
      cases.map(({ file }) => sharedPath(CORPUS, file)),
      (line) => lines.push(JSON.parse(line)),
    );

    expect(lines).toHaveLength(cases.length);
    for (const [at, one] of cases.entries())
      expect([one.file, ...adfDifferences(lines[at], expectationOf(one))]).toEqual([one.file]);
  });
});

describe('the comparison with the corpus', () => {
  const expected: AdfExpectation = {
    case: 'invented',
    accepted: true,
    prospects: [
      {
        requestedAt: '2026-03-01T17:00:00Z',
        customer: { full: 'Ada Quill', phonesE164: [] },
        vehicles: [{ interest: 'buy', year: 2020 }],
        commentsContains: ['still there'],
      },
    ],
    either: [{ path: 'prospects[0].customer.first', values: ['Ada', null] }],
    absent: ['prospects[0].customer.email'],
  };
  const prospect = {
    requestedAt: '2026-03-01T09:00:00-08:00',
    customer: { full: ' Ada  Quill', phonesE164: [] as string[] },
    vehicles: [{ interest: 'BUY', year: 2020 }],
    comments: 'is it still\nthere?',
  };
  const differences = (changed: object): string[] =>
    adfDifferences({ accepted: true, prospects: [{ ...prospect, ...changed }] }, expected);

  it('passes what differs in writing only', () => {
    expect(differences({})).toEqual([]);
  });

  it.each([
    ['another instant', { requestedAt: '2026-03-01T17:00:01Z' }],
    ['a wrong year', { vehicles: [{ interest: 'buy', year: 2021 }] }],
    ['one vehicle too many', { vehicles: [{ interest: 'buy', year: 2020 }, {}] }],
    ['a phone that is not there', { customer: { full: 'Ada Quill', phonesE164: ['+1'] } }],
    ['a value beside the alternatives', { customer: { ...prospect.customer, first: 'Eve' } }],
    ['a value that must be absent', { customer: { ...prospect.customer, email: 'a@b.example' } }],
    ['a lost comment', { comments: 'gone' }],
  ])('notices %s', (_, changed) => {
    expect(differences(changed)).not.toEqual([]);
  });

  it('notices a wrong reason', () => {
    const refused: AdfExpectation = { case: 'invented', accepted: false, reason: 'doctype' };

    expect(adfDifferences({ accepted: false, reason: 'not-xml' }, refused)).not.toEqual([]);
  });
});
