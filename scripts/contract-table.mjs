import { writeFileSync } from 'node:fs';

const FILE = 'docs/contracts.md';
const SUITE = /^CrmAdapter contract: (.+)$/;
const DESCRIBED = /^requests to (\w+), held against its description/;
const AS_DESCRIBED = 'as described';
const RANK = { passed: 0, 'does not apply': 1, failed: 2 };

/** Prints what each dialect keeps of the contract, and writes the same into docs/contracts.md. */
export default class ContractTable {
  onRunComplete(_contexts, { testResults }) {
    const dialects = new Map();
    for (const { testResults: tests, testExecError, testFilePath } of testResults) {
      if (testExecError)
        process.stderr.write(`${testFilePath} did not run, and is missing in the table.\n`);
      for (const test of tests) take(dialects, test);
    }
    if (dialects.size === 0) return;
    for (const clauses of dialects.values()) settleDescribed(clauses);
    const names = [...dialects.keys()].toSorted();
    const clauses = [...new Set(names.flatMap((name) => [...dialects.get(name).keys()]))];
    const table = tableOf(names, clauses, dialects);
    process.stdout.write(`\n${table}\n`);
    writeFileSync(FILE, pageOf(table, names, dialects));
  }
}

/** A test's place is told by what it stands in: suite, clause, sentence. */
function take(dialects, { ancestorTitles, title, status }) {
  const [, described] = DESCRIBED.exec(ancestorTitles[0] ?? '') ?? [];
  if (described !== undefined) return takeDescribed(dialects, described, status);
  const [, dialect] = SUITE.exec(ancestorTitles[0] ?? '') ?? [];
  if (dialect === undefined) return;
  const clause = ancestorTitles.at(-1) === ancestorTitles[0] ? 'manners' : ancestorTitles.at(-1);
  const clauses = dialects.get(dialect) ?? new Map();
  dialects.set(dialect, clauses);
  const [, reason] = /^not here: (.+)$/.exec(title) ?? [];
  const verdict =
    status === 'failed' ? 'failed' : reason === undefined ? 'passed' : 'does not apply';
  const before = clauses.get(clause);
  if (before === undefined || RANK[verdict] > RANK[before.verdict])
    clauses.set(clause, { verdict, reason });
}

/** The last row, whatever ran first. */
function settleDescribed(clauses) {
  const reason = 'nobody publishes a description to hold requests against';
  const verdict = clauses.get(AS_DESCRIBED) ?? { verdict: 'does not apply', reason };
  clauses.delete(AS_DESCRIBED);
  clauses.set(AS_DESCRIBED, verdict);
}

/** Whether requests are as the vendor's description says, where there is one and it lies beside the repository. */
function takeDescribed(dialects, dialect, status) {
  const clauses = dialects.get(dialect) ?? new Map();
  dialects.set(dialect, clauses);
  const isHeld = status === 'passed' || status === 'failed';
  const reason = 'its description did not lie beside the repository';
  clauses.set(AS_DESCRIBED, isHeld ? { verdict: status } : { verdict: 'does not apply', reason });
}

const CELLS = { passed: 'passed', 'does not apply': '–', failed: '**FAILED**' };

function tableOf(names, clauses, dialects) {
  const rows = clauses.map((clause) => [
    clause,
    ...names.map((name) => CELLS[dialects.get(name).get(clause)?.verdict] ?? ''),
  ]);
  const all = [['clause', ...names], ...rows];
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(all[0]), rule, ...rows.map(line)].join('\n');
}

function pageOf(table, names, dialects) {
  const reasons = names.flatMap((name) => {
    const clauses = [...dialects.get(name)].filter(([, { reason }]) => reason !== undefined);
    const byReason = Map.groupBy(clauses, ([, { reason }]) => reason);
    const lines = [...byReason].map(
      ([reason, them]) => `- ${them.map(([clause]) => clause).join(', ')}: ${reason}`,
    );
    return lines.length > 0 ? ['', `## ${name}`, '', ...lines] : [];
  });
  return `${[
    '# What every dialect keeps',
    '',
    'Written by `npm run test:contracts`, which runs `test/contracts/` against the simulated vendors of',
    '`src/simulator/dialects/`; no live vendor was asked. What each clause says stands in',
    '`test/contracts/clauses/clause.ts`. The last row tells whose requests, from probe to push, are as the vendor',
    'describes them (ADR 24; `test/contracts/vendor-descriptions.spec.ts`). A dash is a clause that the outside',
    'system leaves no way to keep; the reasons are below.',
    '',
    table,
    ...reasons,
  ].join('\n')}\n`;
}
