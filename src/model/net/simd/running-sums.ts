import { parameters } from './additive-layer.js';
import { V128, countUp, i32, when, x4 } from './wasm-code.js';
import type { ModuleDraft } from './wasm-module.js';

const FLOAT = 4;

/**
 * `sums [rows, width]`: each row of `values` plus, where `links [rows]` says so, the sum before it.
 * Rows are taken from `first` in steps of `step`, 1 or -1, so that the gradient is the same the other way.
 */
export function draftRunningSums(module: ModuleDraft): void {
  const draft = module.function('runningSums');
  const [sums, values, links, rows, width, first, step] = parameters(draft, 7);
  const [counter, row, here, before, at] = [0, 1, 2, 3, 4].map(() => draft.variable());
  const sum = draft.variable(V128);
  const rowBytes = i32.mul(width.get, i32.of(FLOAT));
  const of = { row: row!, here: here!, before: before!, at: at! };
  draft.does(
    of.row.set(first.get),
    countUp(counter!, { to: rows.get }, [
      ...of.here.set(i32.mul(of.row.get, rowBytes)),
      ...of.before.set(i32.mul(i32.sub(of.row.get, step.get), rowBytes)),
      ...countUp(of.at, { to: rowBytes, step: 16 }, [
        ...sum.set(x4.load(i32.add(i32.add(values.get, of.here.get), of.at.get))),
        ...when(i32.load(i32.add(links.get, i32.mul(of.row.get, i32.of(FLOAT)))), [
          ...sum.set(
            x4.add(sum.get, x4.load(i32.add(i32.add(sums.get, of.before.get), of.at.get))),
          ),
        ]),
        ...x4.store(i32.add(i32.add(sums.get, of.here.get), of.at.get), 0, sum.get),
      ]),
      ...of.row.advance(step.get),
    ]),
  );
}
