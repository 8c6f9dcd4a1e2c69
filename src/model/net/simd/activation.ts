import { parameters } from './additive-layer.js';
import { F32, V128, countUp, i32, when, x4, type Code, type Local } from './wasm-code.js';
import type { FunctionDraft, ModuleDraft } from './wasm-module.js';

const FLOAT = 4;

/**
 * In place: `values [rows, width]` plus `bias [width]`, negative ones to 0, and a share of the rest
 * to 0 as well (dropout), what is kept multiplied by `scale`. Which are dropped follows from `seed`
 * and their position alone: those whose hash is below `threshold`, of 2^32.
 */
export function draftActivate(module: ModuleDraft): void {
  const draft = module.function('activate');
  const [values, bias, rows, width, seed, threshold] = parameters(draft, 6);
  const scale = draft.parameter(F32);
  const [row, at] = [draft.variable(), draft.variable()];
  const [value, position, least, factor] = [0, 1, 2, 3].map(() => draft.variable(V128)) as [
    Local,
    Local,
    Local,
    Local,
  ];
  const { integers } = x4;
  const kept = integers.atLeast(hash(draft, position, seed), least.get);
  draft.does(
    position.set(integers.of(0, 1, 2, 3)),
    least.set(integers.splat(threshold.get)),
    factor.set(x4.splat(scale.get)),
    countUp(row, { to: rows.get }, [
      ...countUp(at, { to: i32.mul(width.get, i32.of(FLOAT)), step: 16 }, [
        ...value.set(x4.add(x4.load(values.get), x4.load(i32.add(bias.get, at.get)))),
        ...value.set(x4.max(value.get, x4.zero)),
        ...when(threshold.get, [
          ...value.set(x4.and(x4.mul(value.get, factor.get), kept)),
          ...position.set(integers.add(position.get, integers.of(4, 4, 4, 4))),
        ]),
        ...x4.store(values.get, 0, value.get),
        ...values.advance(i32.of(16)),
      ]),
    ]),
  );
}

/** `gradient [count]`: `upstream` times `scale` where `activated` is above 0, else 0. */
export function draftPassActive(module: ModuleDraft): void {
  const draft = module.function('passActive');
  const [gradient, upstream, activated, count] = parameters(draft, 4);
  const scale = draft.parameter(F32);
  const [at, factor] = [draft.variable(), draft.variable(V128)];
  const here = (list: Local): Code => i32.add(list.get, at.get);
  draft.does(
    factor.set(x4.splat(scale.get)),
    countUp(at, { to: i32.mul(count.get, i32.of(FLOAT)), step: 16 }, [
      ...x4.store(
        here(gradient),
        0,
        x4.and(
          x4.mul(x4.load(here(upstream)), factor.get),
          x4.greaterThan(x4.load(here(activated)), x4.zero),
        ),
      ),
    ]),
  );
}

/** `sums [width]` of `values [rows, width]`, row by row. */
export function draftColumnSums(module: ModuleDraft): void {
  const draft = module.function('columnSums');
  const [sums, values, rows, width] = parameters(draft, 4);
  const [row, column, at, sum] = [
    draft.variable(),
    draft.variable(),
    draft.variable(),
    draft.variable(V128),
  ];
  const rowBytes = i32.mul(width.get, i32.of(FLOAT));
  draft.does(
    countUp(column, { to: rowBytes, step: 16 }, [
      ...sum.set(x4.zero),
      ...at.set(i32.add(values.get, column.get)),
      ...countUp(row, { to: rows.get }, [
        ...sum.set(x4.add(sum.get, x4.load(at.get))),
        ...at.advance(rowBytes),
      ]),
      ...x4.store(i32.add(sums.get, column.get), 0, sum.get),
    ]),
  );
}

/**
 * 32 evenly spread bits of a position and a seed.
 *
 * @see Chris Wellons, "Prospecting for Hash Functions", 2018: lowbias32
 */
function hash(draft: FunctionDraft, position: Local, seed: Local): Code {
  const bits = draft.variable(V128);
  const { integers } = x4;
  const times = (factor: number): Code =>
    bits.set(integers.mul(bits.get, integers.splat(i32.of(factor))));
  const fold = (by: number): Code =>
    bits.set(x4.xor(bits.get, integers.shiftRight(bits.get, i32.of(by))));
  return [
    ...bits.set(integers.add(position.get, integers.splat(seed.get))),
    ...fold(16),
    ...times(0x7feb352d),
    ...fold(15),
    ...times(0x846ca68b),
    ...fold(16),
    ...bits.get,
  ];
}
