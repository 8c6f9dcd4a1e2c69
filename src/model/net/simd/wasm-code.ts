/** WebAssembly instructions as bytes; an expression is its operands' bytes followed by its own. */
export type Code = readonly number[];

export const I32 = 0x7f;
export const F32 = 0x7d;
export const V128 = 0x7b;
export type ValueType = typeof I32 | typeof F32 | typeof V128;

const SIMD_PREFIX = 0xfd;

/** LEB128, unsigned. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest ? low | 0x80 : low);
  } while (rest);
  return bytes;
}

/** LEB128, signed, 32 bits. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const ends = (rest === 0 && !(low & 0x40)) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(ends ? low : low | 0x80);
    if (ends) return bytes;
  }
}

type Operation = (...operands: Code[]) => Code;

const plain =
  (opcode: number): Operation =>
  (...operands) => [...operands.flat(), opcode];
const simd =
  (opcode: number): Operation =>
  (...operands) => [...operands.flat(), SIMD_PREFIX, ...unsigned(opcode)];
const access =
  (opcode: number[], align: number) =>
  (address: Code, offset = 0, value: Code = []): Code => [
    ...address,
    ...value,
    ...opcode,
    align,
    ...unsigned(offset),
  ];

export const i32 = {
  of: (value: number): Code => [0x41, ...signed(value)],
  add: plain(0x6a),
  sub: plain(0x6b),
  mul: plain(0x6c),
  and: plain(0x71),
  atLeast: plain(0x4e),
  lessThan: plain(0x48),
  /** One of two, by the third: any but 0 takes the first. */
  select: plain(0x1b),
  load: access([0x28], 2),
};

export const f32 = {
  add: plain(0x92),
  notEqual: plain(0x5c),
  load: access([0x2a], 2),
  store: access([0x38], 2),
  of: (value: number): Code => [0x43, ...new Uint8Array(Float32Array.of(value).buffer)],
};

/** Four numbers at a time. Loads and stores need no alignment beyond a float's. */
export const x4 = {
  load: access([SIMD_PREFIX, 0], 2),
  loadSplat: access([SIMD_PREFIX, 9], 2),
  store: access([SIMD_PREFIX, 11], 2),
  splat: simd(19),
  add: simd(228),
  sub: simd(229),
  mul: simd(230),
  div: simd(231),
  sqrt: simd(227),
  /** The larger one; NaN where the first is NaN, so that no fault is hidden. */
  max: simd(235),
  greaterThan: simd(68),
  and: simd(78),
  xor: simd(81),
  integers: {
    splat: simd(17),
    add: simd(174),
    mul: simd(181),
    shiftRight: simd(173),
    atLeast: simd(64),
    of: (...lanes: [number, number, number, number]): Code => [
      SIMD_PREFIX,
      12,
      ...new Uint8Array(Int32Array.of(...lanes).buffer),
    ],
  },
  zero: [SIMD_PREFIX, 12, ...new Uint8Array(16)] as Code,
  lane: (lane: number, vector: Code): Code => [...vector, SIMD_PREFIX, 31, lane],
};

/** Lane 0 + 1, plus 2 + 3: the order is fixed, so that every machine rounds alike. */
export const sumOfLanes = (vector: Local): Code => {
  const lane = (at: number): Code => x4.lane(at, vector.get);
  return f32.add(f32.add(lane(0), lane(1)), f32.add(lane(2), lane(3)));
};

/** A parameter or variable of a function. */
export class Local {
  readonly get: Code;

  constructor(
    readonly type: ValueType,
    private readonly index: number,
  ) {
    this.get = [0x20, ...unsigned(index)];
  }

  set(value: Code): Code {
    return [...value, 0x21, ...unsigned(this.index)];
  }

  /** For addresses and counters. */
  advance(by: Code): Code {
    return this.set(i32.add(this.get, by));
  }
}

const BLOCK: Code = [0x02, 0x40];
const LOOP: Code = [0x03, 0x40];
const IF: Code = [0x04, 0x40];
const END: Code = [0x0b];
/** Out of the block around the loop. */
const BREAK_IF: Code = [0x0d, 1];
const CONTINUE: Code = [0x0c, 0];
const MEMORY_FILL: Code = [0xfc, 11, 0];

/** `counter` from `from` up to, without, `to`; the body may hold loops of its own. */
export const countUp = (
  counter: Local,
  { from = i32.of(0), to, step = 1 }: { from?: Code; to: Code; step?: number },
  body: Code,
): Code => [
  ...counter.set(from),
  ...BLOCK,
  ...LOOP,
  ...i32.atLeast(counter.get, to),
  ...BREAK_IF,
  ...body,
  ...counter.advance(i32.of(step)),
  ...CONTINUE,
  ...END,
  ...END,
];

export const when = (condition: Code, body: Code): Code => [...condition, ...IF, ...body, ...END];

/** Zeros in `bytes` bytes from `address`. */
export const clear = (address: Code, bytes: Code): Code => [
  ...address,
  ...i32.of(0),
  ...bytes,
  ...MEMORY_FILL,
];
