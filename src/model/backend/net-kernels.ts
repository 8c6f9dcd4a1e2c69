import {
  registerKernel,
  type KernelFunc,
  type NamedTensorInfoMap,
  type TensorInfo,
} from '@tensorflow/tfjs-core';
import * as names from '../net/kernel-names.js';
import { copyingHeap, wasmHeap, type KernelHeap } from './kernel-heap.js';

const FLOAT = 4;

type Inputs = Record<string, TensorInfo>;
type Attributes = Record<string, number>;
type Kernel = (heap: KernelHeap, inputs: Inputs, attributes: Attributes) => TensorInfo[];

const KERNELS: Record<string, Kernel> = {
  [names.RUNNING_SUMS]: (heap, { values, links }, { backwards }) => {
    const [rows, width] = sizes(values!);
    const sums = heap.output([rows, width]);
    // backwards a row continues from the next one, so its own link is the next one's
    const [first, step, shift] = backwards ? [rows - 1, -1, FLOAT] : [0, 1, 0];
    const at = heap.of(links!) + shift;
    heap.kernels.runningSums(sums.address, heap.of(values!), at, rows, width, first, step);
    return [sums.result()];
  },

  [names.ADDITIVE_LAYER]: (heap, inputs, attributes) => {
    const { table, scales, bias, indices, values, owners } = inputs;
    const [rows, slots] = sizes(values!);
    const [features, members] = sizes(scales!);
    const width = sizes(table!)[1];
    const out = heap.output([rows * members, width]);
    heap.kernels.additiveForward(
      out.address,
      ...[table, scales, indices, values, owners].map((one) => heap.of(one!)),
      heap.scratch(features * width),
      rows,
      slots,
      features,
      members,
      width,
    );
    activate(heap, out.address, bias!, rows * members, attributes);
    return [out.result()];
  },

  [names.ADDITIVE_LAYER_GRADIENT]: (heap, { upstream, ...inputs }) => {
    const { table, scales, indices, values, owners } = inputs;
    const [rows, slots] = sizes(values!);
    const [features, members] = sizes(scales!);
    const [positions, width] = sizes(table!);
    const tableGradient = heap.output([positions, width]);
    const scaleGradient = heap.output([features, members]);
    const lanes = heap.scratch(features * members * 4);
    heap.kernels.zeros(tableGradient.address, positions * width);
    heap.kernels.zeros(lanes, features * members * 4);
    heap.kernels.additiveBackward(
      tableGradient.address,
      lanes,
      ...[upstream, table, scales, indices, values, owners].map((one) => heap.of(one!)),
      heap.scratch(features * width),
      heap.scratch(features * width),
      rows,
      slots,
      features,
      members,
      width,
    );
    heap.kernels.addLanes(scaleGradient.address, lanes, features * members);
    return [tableGradient.result(), scaleGradient.result()];
  },

  [names.DENSE_LAYER]: (heap, { input, weights, bias }, attributes) => {
    const [rows, inner] = sizes(input!);
    const width = sizes(weights!)[1];
    const out = heap.output([rows, width]);
    const [left, right] = [heap.of(input!), heap.of(weights!)];
    heap.kernels.matMul(out.address, left, right, rows, inner, width, inner * FLOAT, FLOAT);
    activate(heap, out.address, bias!, rows, attributes);
    return [out.result()];
  },

  /** `turned` is the transposed matrix of weights. */
  [names.DENSE_LAYER_GRADIENT]: (heap, { upstream, input, turned }) => {
    const [rows, inner] = sizes(input!);
    const width = sizes(upstream!)[1];
    const [inputGradient, weightGradient] = [
      heap.output([rows, inner]),
      heap.output([inner, width]),
    ];
    const [from, given] = [heap.of(upstream!), heap.of(input!)];
    const { matMul } = heap.kernels;
    const across = [rows, width, inner, width * FLOAT, FLOAT];
    matMul(inputGradient.address, from, heap.of(turned!), ...across);
    matMul(weightGradient.address, given, from, inner, rows, width, FLOAT, inner * FLOAT);
    return [inputGradient.result(), weightGradient.result()];
  },

  [names.PASS_ACTIVE]: (heap, { upstream, activated }, { rate }) => {
    const [rows, width] = sizes(activated!);
    const out = heap.output([rows, width]);
    const [from, mask] = [heap.of(upstream!), heap.of(activated!)];
    heap.kernels.passActive(out.address, from, mask, rows * width, 1 / (1 - rate!));
    return [out.result()];
  },

  [names.COLUMN_SUMS]: (heap, { values }) => {
    const [rows, width] = sizes(values!);
    const sums = heap.output([width]);
    heap.kernels.columnSums(sums.address, heap.of(values!), rows, width);
    return [sums.result()];
  },

  [names.MEMBER_HEADS]: (heap, { hidden, heads, bias }) => {
    const [members, width] = sizes(heads!);
    const rows = sizes(hidden!)[0] / members;
    const logits = heap.output([rows, members]);
    const from = [hidden, heads, bias].map((one) => heap.of(one!));
    heap.kernels.headsForward(logits.address, ...from, rows, members, width);
    return [logits.result()];
  },

  [names.MEMBER_HEADS_GRADIENT]: (heap, { upstream, hidden, heads }) => {
    const [members, width] = sizes(heads!);
    const rows = sizes(hidden!)[0] / members;
    const [hiddenGradient, headGradients] = [
      heap.output([rows * members, width]),
      heap.output([members, width]),
    ];
    heap.kernels.headsBackward(
      hiddenGradient.address,
      headGradients.address,
      ...[upstream, hidden, heads].map((one) => heap.of(one!)),
      rows,
      members,
      width,
    );
    return [hiddenGradient.result(), headGradients.result()];
  },

  [names.ADAM_W]: (heap, { weight, mean, square, gradient }, attributes) => {
    const { rate, keep, clip, meanDecay, squareDecay, epsilon } = attributes;
    const outputs = [weight, mean, square].map((one) => heap.output(one!.shape));
    heap.kernels.adamW(
      ...outputs.map(({ address }) => address),
      ...[weight, mean, square, gradient].map((one) => heap.of(one!)),
      weight!.shape.reduce((product, size) => product * size, 1),
      rate!,
      keep!,
      clip!,
      meanDecay!,
      squareDecay!,
      epsilon!,
    );
    return outputs.map(({ result }) => result());
  },
};

let registered = false;

/** Makes the kernels known to every backend, started or not. */
export function registerNetKernels(): void {
  if (registered) return;
  registered = true;
  for (const [kernelName, kernel] of Object.entries(KERNELS)) {
    for (const backendName of ['wasm', 'cpu', 'tensorflow']) {
      const heapOf = backendName === 'wasm' ? wasmHeap : copyingHeap;
      const kernelFunc = ({ inputs, backend, attrs }: KernelCall): TensorInfo | TensorInfo[] => {
        const heap = heapOf(backend);
        try {
          const outputs = kernel(heap, inputs, attrs);
          return outputs.length === 1 ? outputs[0]! : outputs;
        } finally {
          heap.close();
        }
      };
      registerKernel({ kernelName, backendName, kernelFunc: kernelFunc as unknown as KernelFunc });
    }
  }
}

interface KernelCall {
  inputs: NamedTensorInfoMap & Inputs;
  backend: unknown;
  attrs: Attributes;
}

const sizes = ({ shape }: TensorInfo): [number, number] => shape as [number, number];

function activate(
  heap: KernelHeap,
  address: number,
  bias: TensorInfo,
  rows: number,
  { rate, seed }: Attributes,
): void {
  const threshold = Math.floor(rate! * 2 ** 32) | 0;
  const width = bias.shape[0]!;
  heap.kernels.activate(address, heap.of(bias), rows, width, seed!, threshold, 1 / (1 - rate!));
}
