import { draftActivate, draftColumnSums, draftPassActive } from './activation.js';
import { draftAdamW } from './adam-w.js';
import {
  draftAddLanes,
  draftAdditiveBackward,
  draftAdditiveForward,
  draftGather,
} from './additive-layer.js';
import { draftHeadsBackward, draftHeadsForward } from './heads.js';
import { draftMatMul } from './mat-mul.js';
import { draftRunningSums } from './running-sums.js';
import { clear, i32 } from './wasm-code.js';
import { ModuleDraft } from './wasm-module.js';

/** Takes addresses, sizes and factors, as its draft lists them. */
type Kernel = (...operands: number[]) => void;

const NAMES = [
  'zeros',
  'matMul',
  'gather',
  'additiveForward',
  'additiveBackward',
  'addLanes',
  'activate',
  'passActive',
  'columnSums',
  'headsForward',
  'headsBackward',
  'adamW',
  'runningSums',
] as const;

export type SimdKernels = Record<(typeof NAMES)[number], Kernel>;

let compiled: WebAssembly.Module | undefined;

/**
 * The arithmetic of the ensemble net, four numbers at a time, over the floats of `memory`.
 * Assembled here rather than kept as bytes, so that what runs is what is written.
 */
export function simdKernels(memory: WebAssembly.Memory): SimdKernels {
  compiled ??= new WebAssembly.Module(assembleKernels());
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  return exports as SimdKernels;
}

function assembleKernels(): Uint8Array<ArrayBuffer> {
  const module = new ModuleDraft();
  draftZeros(module);
  const matMul = draftMatMul(module);
  const gather = draftGather(module);
  draftAdditiveForward(module, gather, matMul);
  draftAdditiveBackward(module, gather, matMul);
  for (const draft of [
    draftAddLanes,
    draftActivate,
    draftPassActive,
    draftColumnSums,
    draftHeadsForward,
    draftHeadsBackward,
    draftAdamW,
    draftRunningSums,
  ]) {
    draft(module);
  }
  return module.assemble();
}

/** `count` floats of 0. */
function draftZeros(module: ModuleDraft): void {
  const draft = module.function('zeros');
  const [address, count] = [draft.parameter(), draft.parameter()];
  draft.does(clear(address.get, i32.mul(count.get, i32.of(4))));
}
