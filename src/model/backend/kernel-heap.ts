import type { DataId, DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { FloatHeap } from '../net/simd/float-heap.js';
import { simdKernels, type SimdKernels } from '../net/simd/simd-kernels.js';

/** Where a kernel of ours finds its operands and leaves its results, on whichever backend. */
export interface KernelHeap {
  readonly kernels: SimdKernels;
  /** Address of a tensor's first number. */
  of(tensor: TensorInfo): number;
  /** Space for a result; what it holds at first is left over from others. */
  output(shape: number[]): { address: number; result: () => TensorInfo };
  scratch(length: number): number;
  /** Gives scratch space back. */
  close(): void;
}

/** What our kernels need of the wasm backend, whose types keep it private. */
interface WasmBackend {
  wasm: { asm: { memory: WebAssembly.Memory } };
  dataIdMap: { get(dataId: DataId): { memoryOffset: number } };
  makeOutput(shape: number[], dtype: DataType): TensorInfo;
  disposeData(dataId: DataId): boolean;
}

interface PlainBackend {
  readSync(dataId: DataId): Float32Array | Int32Array;
  write(values: Float32Array, shape: number[], dtype: DataType): DataId;
}

const shared = new WeakMap<object, SimdKernels>();

/** On wasm the tensors lie where our kernels work already: nothing is copied. */
export function wasmHeap(given: unknown): KernelHeap {
  const backend = given as WasmBackend;
  let kernels = shared.get(backend);
  if (!kernels) shared.set(backend, (kernels = simdKernels(backend.wasm.asm.memory)));
  const addressOf = ({ dataId }: TensorInfo): number => backend.dataIdMap.get(dataId).memoryOffset;
  const borrowed: TensorInfo[] = [];
  return {
    kernels,
    of: addressOf,
    output: (shape) => {
      const info = backend.makeOutput(shape, 'float32');
      return { address: addressOf(info), result: () => info };
    },
    scratch: (length) => {
      const info = backend.makeOutput([length], 'float32');
      borrowed.push(info);
      return addressOf(info);
    },
    close: () => borrowed.forEach(({ dataId }) => backend.disposeData(dataId)),
  };
}

let copies: FloatHeap | undefined;

/** Elsewhere operands are copied in and results out. */
export function copyingHeap(given: unknown): KernelHeap {
  const backend = given as PlainBackend;
  const heap = (copies ??= new FloatHeap());
  heap.clear();
  return {
    kernels: heap.kernels,
    of: ({ dataId }) => heap.put(backend.readSync(dataId)),
    output: (shape) => {
      const length = shape.reduce((product, size) => product * size, 1);
      const address = heap.reserve(length);
      return {
        address,
        result: () => ({
          dataId: backend.write(heap.floats(address, length).slice(), shape, 'float32'),
          shape,
          dtype: 'float32',
        }),
      };
    },
    scratch: (length) => heap.reserve(length),
    close: () => heap.clear(),
  };
}
