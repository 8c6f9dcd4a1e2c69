import { simdKernels, type SimdKernels } from './simd-kernels.js';

const PAGE_BYTES = 65_536;
/** Of a register. */
const ALIGNMENT = 16;

/** Memory of our own for the kernels: handed out in order, given back all at once. */
export class FloatHeap {
  readonly kernels: SimdKernels;
  private readonly memory = new WebAssembly.Memory({ initial: 1 });
  private free = ALIGNMENT;

  constructor() {
    this.kernels = simdKernels(this.memory);
  }

  /** @returns the address of `length` floats or whole numbers; earlier views may be cut off by growth. */
  reserve(length: number): number {
    const address = this.free;
    this.free = Math.ceil((address + 4 * length) / ALIGNMENT) * ALIGNMENT;
    const lacking = this.free - this.memory.buffer.byteLength;
    if (lacking > 0) this.memory.grow(Math.ceil(lacking / PAGE_BYTES));
    return address;
  }

  put(values: Float32Array | Int32Array): number {
    const address = this.reserve(values.length);
    if (values instanceof Int32Array) this.integers(address, values.length).set(values);
    else this.floats(address, values.length).set(values);
    return address;
  }

  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  integers(address: number, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, address, length);
  }

  clear(): void {
    this.free = ALIGNMENT;
  }
}
