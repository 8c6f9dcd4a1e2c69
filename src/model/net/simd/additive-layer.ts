import { V128, clear, countUp, f32, i32, sumOfLanes, when, x4 } from './wasm-code.js';
import type { Code, Local } from './wasm-code.js';
import type { FunctionDraft, ModuleDraft } from './wasm-module.js';

const FLOAT = 4;
const floats = (count: Code): Code => i32.mul(count, i32.of(FLOAT));

/**
 * `parts [features, width]`: what each feature of one row adds, the sum of its slots' table rows
 * times their values. `owners [slots]` says which feature a slot belongs to.
 */
export function draftGather(module: ModuleDraft): FunctionDraft {
  const draft = module.function('gather');
  const [parts, table, indices, values, owners] = parameters(draft, 5);
  const [slots, features, width] = parameters(draft, 3);
  const rowBytes = draft.variable();
  draft.does(
    rowBytes.set(floats(width.get)),
    clear(parts.get, i32.mul(features.get, rowBytes.get)),
    eachSlot(draft, { indices, values, owners, slots, rowBytes }, (tableRow, part, value) => {
      const at = draft.variable();
      const [from, to] = [i32.add(table.get, tableRow.get), i32.add(parts.get, part.get)];
      return addScaled(at, { from, to, value, rowBytes });
    }),
  );
  return draft;
}

/**
 * `sums [rows x members, width]`: for each member the parts of a row's features, scaled by
 * `scales [features, members]`, added up. `parts` is scratch space for one row.
 */
export function draftAdditiveForward(
  module: ModuleDraft,
  gather: FunctionDraft,
  matMul: FunctionDraft,
): void {
  const draft = module.function('additiveForward');
  const [sums, table, scales, indices, values, owners] = parameters(draft, 6);
  const [parts, rows, slots, features, members, width] = parameters(draft, 6);
  const row = draft.variable();
  const sumsBytes = i32.mul(members.get, floats(width.get));
  draft.does(
    countUp(row, { to: rows.get }, [
      ...gather.call(
        ...[parts, table, indices, values, owners, slots, features, width].map((one) => one.get),
      ),
      ...matMul.call(
        ...[sums, scales, parts, members, features, width].map((one) => one.get),
        i32.of(FLOAT),
        floats(members.get),
      ),
      ...sums.advance(sumsBytes),
      ...indices.advance(floats(slots.get)),
      ...values.advance(floats(slots.get)),
    ]),
  );
}

/**
 * The gradients of the above: added to `tableGradient [table rows, width]`, and to
 * `scaleLanes [features, members, 4]`, whose four lanes are still to be added up.
 * `parts` and `partGradients` are scratch space for one row.
 */
export function draftAdditiveBackward(
  module: ModuleDraft,
  gather: FunctionDraft,
  matMul: FunctionDraft,
): void {
  const draft = module.function('additiveBackward');
  const [tableGradient, scaleLanes, upstream, table, scales] = parameters(draft, 5);
  const [indices, values, owners, parts, partGradients] = parameters(draft, 5);
  const [rows, slots, features, members, width] = parameters(draft, 5);
  const [row, rowBytes] = [draft.variable(), draft.variable()];
  draft.does(
    rowBytes.set(floats(width.get)),
    countUp(row, { to: rows.get }, [
      ...gather.call(
        ...[parts, table, indices, values, owners, slots, features, width].map((one) => one.get),
      ),
      ...scaleGradients(draft, { scaleLanes, upstream, parts, features, members, rowBytes }),
      ...matMul.call(
        ...[partGradients, scales, upstream, features, members, width].map((one) => one.get),
        floats(members.get),
        i32.of(FLOAT),
      ),
      ...eachSlot(draft, { indices, values, owners, slots, rowBytes }, (tableRow, part, value) => {
        const at = draft.variable();
        const from = i32.add(partGradients.get, part.get);
        const to = i32.add(tableGradient.get, tableRow.get);
        return addScaled(at, { from, to, value, rowBytes });
      }),
      ...upstream.advance(i32.mul(members.get, rowBytes.get)),
      ...indices.advance(floats(slots.get)),
      ...values.advance(floats(slots.get)),
    ]),
  );
}

/** `sums [count]`: the four lanes of each vector of `lanes [count, 4]` added up. */
export function draftAddLanes(module: ModuleDraft): void {
  const draft = module.function('addLanes');
  const [sums, lanes, count] = parameters(draft, 3);
  const [at, vector] = [draft.variable(), draft.variable(V128)];
  draft.does(
    countUp(at, { to: count.get }, [
      ...vector.set(x4.load(i32.add(lanes.get, i32.mul(at.get, i32.of(16))))),
      ...f32.store(i32.add(sums.get, floats(at.get)), 0, sumOfLanes(vector)),
    ]),
  );
}

/** As many parameters as are taken. */
export function parameters<Count extends number>(
  draft: FunctionDraft,
  count: Count,
): [Local, Local, Local, Local, Local, Local, Local, Local] {
  return Array.from({ length: count }, () => draft.parameter()) as never;
}

interface Slots {
  indices: Local;
  values: Local;
  owners: Local;
  slots: Local;
  rowBytes: Local;
}

/** Slots of value 0 add nothing and are passed over. */
function eachSlot(
  draft: FunctionDraft,
  { indices, values, owners, slots, rowBytes }: Slots,
  body: (tableRow: Local, part: Local, value: Local) => Code,
): Code {
  const [slot, tableRow, part] = [draft.variable(), draft.variable(), draft.variable()];
  const value = draft.variable(V128);
  const inSlot = (list: Local): Code => i32.add(list.get, slot.get);
  return countUp(slot, { to: floats(slots.get), step: FLOAT }, [
    ...when(f32.notEqual(f32.load(inSlot(values)), f32.of(0)), [
      ...tableRow.set(i32.mul(i32.load(inSlot(indices)), rowBytes.get)),
      ...part.set(i32.mul(i32.load(inSlot(owners)), rowBytes.get)),
      ...value.set(x4.loadSplat(inSlot(values))),
      ...body(tableRow, part, value),
    ]),
  ]);
}

/** to += value * from, over one row. */
function addScaled(
  at: Local,
  { from, to, value, rowBytes }: { from: Code; to: Code; value: Local; rowBytes: Local },
): Code {
  return countUp(at, { to: rowBytes.get, step: 16 }, [
    ...x4.store(
      i32.add(to, at.get),
      0,
      x4.add(x4.load(i32.add(to, at.get)), x4.mul(value.get, x4.load(i32.add(from, at.get)))),
    ),
  ]);
}

interface ScaleGradient {
  scaleLanes: Local;
  upstream: Local;
  parts: Local;
  features: Local;
  members: Local;
  rowBytes: Local;
}

/** Four members at a time against one feature, along the width. */
function scaleGradients(draft: FunctionDraft, of: ScaleGradient): Code {
  const [feature, member, at] = [draft.variable(), draft.variable(), draft.variable()];
  const [lanesAt, partAt, upstreamAt] = [draft.variable(), draft.variable(), draft.variable()];
  const part = draft.variable(V128);
  const sums = [0, 1, 2, 3].map(() => draft.variable(V128));
  const memberAt = (line: number): Code =>
    i32.add(i32.add(upstreamAt.get, at.get), i32.mul(of.rowBytes.get, i32.of(line)));
  return [
    ...lanesAt.set(of.scaleLanes.get),
    ...partAt.set(of.parts.get),
    ...countUp(feature, { to: of.features.get }, [
      ...upstreamAt.set(of.upstream.get),
      ...countUp(member, { to: of.members.get, step: 4 }, [
        ...sums.flatMap((sum, line) => sum.set(x4.load(lanesAt.get, 16 * line))),
        ...countUp(at, { to: of.rowBytes.get, step: 16 }, [
          ...part.set(x4.load(i32.add(partAt.get, at.get))),
          ...sums.flatMap((sum, line) =>
            sum.set(x4.add(sum.get, x4.mul(part.get, x4.load(memberAt(line))))),
          ),
        ]),
        ...sums.flatMap((sum, line) => x4.store(lanesAt.get, 16 * line, sum.get)),
        ...lanesAt.advance(i32.of(64)),
        ...upstreamAt.advance(i32.mul(of.rowBytes.get, i32.of(4))),
      ]),
      ...partAt.advance(of.rowBytes.get),
    ]),
  ];
}
