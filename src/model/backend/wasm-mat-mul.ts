import {
  BatchMatMul,
  Transpose,
  _FusedMatMul,
  getKernel,
  registerKernel,
  unregisterKernel,
  type DataId,
  type KernelFunc,
  type TensorInfo,
} from '@tensorflow/tfjs-core';

interface WasmBackend {
  disposeData(dataId: DataId): boolean;
}

interface MatMulAttributes {
  transposeA: boolean;
  transposeB: boolean;
}

let repaired = false;

/**
 * Multiplies transposed matrices by transposing them first.
 *
 * The wasm backend of 4.22 leaves its fast kernel for a scalar loop as soon as one side is
 * transposed, which every backward pass does (4-5 times slower), and its fused kernel then adds the
 * bias once per block of 48 instead of once. Call after the backend's kernels are registered and
 * before it starts.
 */
export function repairWasmMatMul(): void {
  if (repaired) return;
  repaired = true;
  wrapKernel(BatchMatMul);
  wrapKernel(_FusedMatMul, refuseBatchedBias);
}

function wrapKernel(kernelName: string, check?: (inputs: MatMulInputs) => void): void {
  const stock = getKernel(kernelName, 'wasm');
  unregisterKernel(kernelName, 'wasm');
  registerKernel({
    ...stock,
    kernelFunc: (({ inputs, backend, attrs }: KernelCall) => {
      check?.(inputs);
      const turned: TensorInfo[] = [];
      const upright = (matrix: TensorInfo, transposed: boolean): TensorInfo => {
        if (!transposed) return matrix;
        const copy = transposeLast(matrix, backend);
        turned.push(copy);
        return copy;
      };
      const product = stock.kernelFunc({
        inputs: {
          ...inputs,
          a: upright(inputs.a, attrs.transposeA),
          b: upright(inputs.b, attrs.transposeB),
        },
        backend,
        attrs: { ...attrs, transposeA: false, transposeB: false },
      });
      for (const { dataId } of turned) backend.disposeData(dataId);
      return product;
    }) as unknown as KernelFunc,
  });
}

interface MatMulInputs {
  a: TensorInfo;
  b: TensorInfo;
  bias?: TensorInfo;
}

interface KernelCall {
  inputs: MatMulInputs;
  backend: WasmBackend;
  attrs: MatMulAttributes;
}

/** The last two axes swapped, in a copy. */
function transposeLast(matrix: TensorInfo, backend: WasmBackend): TensorInfo {
  const perm = matrix.shape.map((_, axis) => axis);
  perm.push(perm.pop()!, perm.pop()!);
  const { kernelFunc } = getKernel(Transpose, 'wasm');
  return kernelFunc({ inputs: { x: matrix }, backend, attrs: { perm } }) as TensorInfo;
}

function refuseBatchedBias({ a, b, bias }: MatMulInputs): void {
  const batch = Math.max(batchOf(a), batchOf(b));
  if (bias && batch > 1) {
    throw new Error(
      'A fused matMul of several matrices adds its bias more than once on wasm: use matMul, then add.',
    );
  }
}

const batchOf = ({ shape }: TensorInfo): number =>
  shape.slice(0, -2).reduce((product, size) => product * size, 1);
