// Prints "passed failed" of a jest report; a suite that could not run counts as one failure.
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const broken = report.testResults.filter(
  (suite) =>
    suite.status === 'failed' && suite.assertionResults.every((test) => test.status !== 'failed'),
);
for (const suite of report.testResults)
  for (const test of suite.assertionResults)
    if (test.status === 'failed')
      process.stderr.write(`FAILED ${test.fullName}\n${test.failureMessages.join('\n')}\n`);
for (const suite of broken) process.stderr.write(`BROKEN ${suite.name}\n${suite.message}\n`);
const skipped = report.numPendingTests ? `${report.numPendingTests} skipped\n` : '';
process.stderr.write(skipped);
console.log(`${report.numPassedTests} ${report.numFailedTests + broken.length}`);
