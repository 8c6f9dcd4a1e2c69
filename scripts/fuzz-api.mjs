// Asks every documented route of a running server what its description allows and what it does not:
// npm run fuzz:api -- http://127.0.0.1:3000 KEY [DEALERSHIP]. Point it at the demo: it writes what it likes.
import { spawnSync } from 'node:child_process';

const [url, key, dealership = 'columbus', cases = '15'] = process.argv.slice(2);
if (!url || !key) {
  process.stderr.write(
    'npm run fuzz:api -- URL KEY [DEALERSHIP] [CASES A ROUTE]; the demo prints URL and key.\n',
  );
  process.exit(2);
}
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_schema_conformance',
];
// Streams have no end, a training run takes minutes, NDJSON is not spoken by the fuzzer.
const LEFT_OUT = 'events$|training-runs|predictions/batch';

const { error, status } = spawnSync(
  process.env.SCHEMATHESIS ?? 'schemathesis',
  [
    ...['run', `${url}/docs/openapi.json`, '--no-color', '--phases', 'fuzzing'],
    ...['--checks', CHECKS.join(','), '--max-examples', cases, '--request-timeout', '30'],
    ...['--header', `Authorization: Bearer ${key}`, '--header', `X-Dealership: ${dealership}`],
    ...['--exclude-path-regex', LEFT_OUT],
  ],
  { stdio: 'inherit' },
);
if (error?.code === 'ENOENT') {
  process.stderr.write(
    'schemathesis is not on the PATH: `pip install schemathesis`, or say where it is in SCHEMATHESIS.\n',
  );
  process.exit(2);
}
process.exit(status ?? 1);
