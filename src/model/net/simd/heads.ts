import { parameters } from './additive-layer.js';
import { V128, clear, countUp, f32, i32, sumOfLanes, x4 } from './wasm-code.js';
import type { Code, Local } from './wasm-code.js';
import type { FunctionDraft, ModuleDraft } from './wasm-module.js';

const FLOAT = 4;

/** `logits [rows, members]`: of each member its row of `hidden [rows x members, width]` times its own `heads [members, width]`, plus `bias [members]`. */
export function draftHeadsForward(module: ModuleDraft): void {
  const draft = module.function('headsForward');
  const [logits, hidden, heads, bias, rows, members, width] = parameters(draft, 7);
  const { eachMember, rowBytes, headAt, biasAt } = memberLoop(draft, {
    rows,
    members,
    width,
    heads,
    bias,
  });
  const [at, sum] = [draft.variable(), draft.variable(V128)];
  draft.does(
    eachMember([
      ...sum.set(x4.zero),
      ...countUp(at, { to: rowBytes.get, step: 16 }, [
        ...sum.set(
          x4.add(
            sum.get,
            x4.mul(x4.load(i32.add(hidden.get, at.get)), x4.load(i32.add(headAt.get, at.get))),
          ),
        ),
      ]),
      ...f32.store(logits.get, 0, f32.add(sumOfLanes(sum), f32.load(biasAt.get))),
      ...logits.advance(i32.of(FLOAT)),
      ...hidden.advance(rowBytes.get),
    ]),
  );
}

/** The gradients of the above in `hidden` and in `heads`, from `upstream [rows, members]`. */
export function draftHeadsBackward(module: ModuleDraft): void {
  const draft = module.function('headsBackward');
  const [hiddenGradient, headGradients, upstream, hidden, heads] = parameters(draft, 5);
  const [rows, members, width] = parameters(draft, 3);
  const { eachMember, rowBytes, headAt, biasAt } = memberLoop(draft, {
    rows,
    members,
    width,
    heads,
    bias: headGradients,
    biasStep: i32.mul(width.get, i32.of(FLOAT)),
  });
  const [at, factor] = [draft.variable(), draft.variable(V128)];
  const along = (list: Local): Code => i32.add(list.get, at.get);
  draft.does(
    clear(headGradients.get, i32.mul(members.get, i32.mul(width.get, i32.of(FLOAT)))),
    eachMember([
      ...factor.set(x4.loadSplat(upstream.get)),
      ...countUp(at, { to: rowBytes.get, step: 16 }, [
        ...x4.store(along(hiddenGradient), 0, x4.mul(factor.get, x4.load(along(headAt)))),
        ...x4.store(
          along(biasAt),
          0,
          x4.add(x4.load(along(biasAt)), x4.mul(factor.get, x4.load(along(hidden)))),
        ),
      ]),
      ...upstream.advance(i32.of(FLOAT)),
      ...hidden.advance(rowBytes.get),
      ...hiddenGradient.advance(rowBytes.get),
    ]),
  );
}

interface MemberLoop {
  rows: Local;
  members: Local;
  width: Local;
  heads: Local;
  /** Goes on by `biasStep` bytes from member to member. */
  bias: Local;
  biasStep?: Code;
}

/** Member after member of row after row. */
function memberLoop(
  draft: FunctionDraft,
  { rows, members, width, heads, bias, biasStep = i32.of(FLOAT) }: MemberLoop,
): { eachMember: (body: Code) => Code; rowBytes: Local; headAt: Local; biasAt: Local } {
  const [row, member, rowBytes, headAt, biasAt] = [0, 1, 2, 3, 4].map(() => draft.variable()) as [
    Local,
    Local,
    Local,
    Local,
    Local,
  ];
  const eachMember = (body: Code): Code => [
    ...rowBytes.set(i32.mul(width.get, i32.of(FLOAT))),
    ...countUp(row, { to: rows.get }, [
      ...headAt.set(heads.get),
      ...biasAt.set(bias.get),
      ...countUp(member, { to: members.get }, [
        ...body,
        ...headAt.advance(rowBytes.get),
        ...biasAt.advance(biasStep),
      ]),
    ]),
  ];
  return { eachMember, rowBytes, headAt, biasAt };
}
