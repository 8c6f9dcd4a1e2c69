import { V128, countUp, i32, when, x4, type Code, type Local } from './wasm-code.js';
import type { FunctionDraft, ModuleDraft } from './wasm-module.js';

/** Inner products of this length at a time, so that both strips stay in the fastest cache. */
const STRIP = 64;
const FLOAT = 4;
/** Eight columns: two registers. */
const TILE_BYTES = 32;
const TILE_ROWS = 4;

interface Operands {
  product: Local;
  left: Local;
  right: Local;
  rows: Local;
  inner: Local;
  /** Of the right matrix and the product; a multiple of 8. */
  width: Local;
  /** Bytes from one row of the left matrix to the next, and from one of its columns to the next. */
  leftRow: Local;
  leftColumn: Local;
}

/**
 * `product [rows, width] = left [rows, inner] x right [inner, width]`. The left matrix is read with
 * strides, so that a transposed one costs nothing. Every element is summed in one order, however
 * many rows there are, and products are rounded before they are added: every machine gives the same bits.
 */
export function draftMatMul(module: ModuleDraft): FunctionDraft {
  const draft = module.function('matMul');
  const operands: Operands = {
    product: draft.parameter(),
    left: draft.parameter(),
    right: draft.parameter(),
    rows: draft.parameter(),
    inner: draft.parameter(),
    width: draft.parameter(),
    leftRow: draft.parameter(),
    leftColumn: draft.parameter(),
  };
  const { rows, inner, width } = operands;
  const [rowBytes, strip, stripEnd, row, column] = [
    draft.variable(),
    draft.variable(),
    draft.variable(),
    draft.variable(),
    draft.variable(),
  ];
  const place = { rowBytes, strip, stripEnd, row, column };
  const four = draftTile(draft, operands, place, TILE_ROWS);
  const one = draftTile(draft, operands, place, 1);
  const past = i32.add(strip.get, i32.of(STRIP));
  draft.does(
    rowBytes.set(i32.mul(width.get, i32.of(FLOAT))),
    countUp(strip, { to: inner.get, step: STRIP }, [
      ...stripEnd.set(i32.select(past, inner.get, i32.lessThan(past, inner.get))),
      ...countUp(row, { to: i32.sub(rows.get, i32.of(TILE_ROWS - 1)), step: TILE_ROWS }, [
        ...countUp(column, { to: rowBytes.get, step: TILE_BYTES }, four),
      ]),
      ...countUp(row, { from: row.get, to: rows.get }, [
        ...countUp(column, { to: rowBytes.get, step: TILE_BYTES }, one),
      ]),
    ]),
  );
  return draft;
}

interface Place {
  rowBytes: Local;
  strip: Local;
  stripEnd: Local;
  row: Local;
  /** In bytes. */
  column: Local;
}

/** Eight columns of `height` rows, kept in registers along one strip. */
function draftTile(draft: FunctionDraft, of: Operands, at: Place, height: number): Code {
  const counter = draft.variable();
  const rightAt = draft.variable();
  const [first, second] = [draft.variable(V128), draft.variable(V128)];
  const lines = Array.from({ length: height }, () => ({
    leftAt: draft.variable(),
    productAt: draft.variable(),
    splat: draft.variable(V128),
    sums: [draft.variable(V128), draft.variable(V128)] as const,
  }));
  const start = lines.flatMap(({ leftAt, productAt, sums }, line): Code => {
    const row = i32.add(at.row.get, i32.of(line));
    return [
      ...leftAt.set(
        i32.add(
          i32.add(of.left.get, i32.mul(row, of.leftRow.get)),
          i32.mul(at.strip.get, of.leftColumn.get),
        ),
      ),
      ...productAt.set(
        i32.add(i32.add(of.product.get, at.column.get), i32.mul(row, at.rowBytes.get)),
      ),
      ...sums.flatMap((sum) => sum.set(x4.zero)),
      ...when(
        at.strip.get,
        sums.flatMap((sum, half) => sum.set(x4.load(productAt.get, half * 16))),
      ),
    ];
  });
  const rightStart = i32.add(of.right.get, i32.mul(at.strip.get, at.rowBytes.get));
  return [
    ...start,
    ...rightAt.set(i32.add(rightStart, at.column.get)),
    ...countUp(counter, { from: at.strip.get, to: at.stripEnd.get }, [
      ...first.set(x4.load(rightAt.get)),
      ...second.set(x4.load(rightAt.get, 16)),
      ...lines.flatMap(({ leftAt, splat, sums }) => [
        ...splat.set(x4.loadSplat(leftAt.get)),
        ...sums[0].set(x4.add(sums[0].get, x4.mul(splat.get, first.get))),
        ...sums[1].set(x4.add(sums[1].get, x4.mul(splat.get, second.get))),
        ...leftAt.advance(of.leftColumn.get),
      ]),
      ...rightAt.advance(at.rowBytes.get),
    ]),
    ...lines.flatMap(({ productAt, sums }) =>
      sums.flatMap((sum, half) => x4.store(productAt.get, half * 16, sum.get)),
    ),
  ];
}
