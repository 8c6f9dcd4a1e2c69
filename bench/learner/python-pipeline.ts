import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Examples } from '#model/fitting';

export type PipelineAnswer =
  | { version: string; milliseconds: number[] }
  /** Why there is nothing to stand beside. */
  | { absent: string };

/** The source lies beside this file's own, not beside what it is compiled to. */
const SCRIPT = fileURLToPath(
  new URL('../../../bench/learner/histogram-gradient-boosting.py', import.meta.url),
);

/** Python's scikit-learn on the same leads, where python3 has it. */
export function timePythonPipeline(
  { table, labels }: Examples,
  { batch, rounds }: { batch: number; rounds: number },
): Promise<PipelineAnswer> {
  const columns = Object.fromEntries(
    table.columns.map(({ name, kind }) => [
      name,
      kind === 'numeric'
        ? Array.from(table.numeric.get(name)!, (value) => (Number.isNaN(value) ? null : value))
        : table.categorical.get(name)!,
    ]),
  );
  const question = JSON.stringify({ columns, labels: Array.from(labels), batch, rounds });
  return new Promise((resolve) => {
    const python = spawn('python3', [SCRIPT]);
    let said = '';
    let complaint = '';
    python.stdout.on('data', (part: Buffer) => (said += part.toString()));
    python.stderr.on('data', (part: Buffer) => (complaint += part.toString()));
    python.stdin.on('error', () => undefined); // it ended before it had read; its exit says why
    python.once('error', ({ message }) => resolve({ absent: message }));
    python.once('close', (code) =>
      resolve(
        code === 0
          ? (JSON.parse(said) as PipelineAnswer)
          : { absent: complaint.trim().split('\n').at(-1) ?? `python3 ended with code ${code}` },
      ),
    );
    python.stdin.end(question);
  });
}
