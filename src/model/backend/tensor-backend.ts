import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { registerNetKernels } from './net-kernels.js';
import { repairWasmMatMul } from './wasm-mat-mul.js';

export type TensorBackendName = 'tensorflow' | 'wasm' | 'cpu';

/** Which engine does the arithmetic, and why this one. */
export interface TensorBackend {
  name: TensorBackendName;
  why: string;
}

/** How each engine is brought in; a test puts others in their place. */
export interface TensorBackendLoaders {
  /** Registers the backend `tensorflow`. */
  native: () => Promise<void>;
  wasm: () => Promise<void>;
  cpu: () => Promise<void>;
}

const LOADERS: TensorBackendLoaders = {
  native: async () => {
    // an optional dependency whose types may be absent, so its name must not be known to the compiler
    const packageName = '@tensorflow/tfjs-node';
    await import(packageName);
  },
  wasm: async () => {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths(wasmFolder());
    repairWasmMatMul();
  },
  cpu: async () => {
    await import('@tensorflow/tfjs-backend-cpu');
  },
};

const PREFERENCE: [TensorBackendName, keyof TensorBackendLoaders, string][] = [
  ['tensorflow', 'native', 'the native library loads'],
  ['wasm', 'wasm', 'WebAssembly needs nothing installed'],
  ['cpu', 'cpu', 'plain JavaScript always works, slowly'],
];

let opened: Promise<TensorBackend> | undefined;

/** Opens the best engine of this machine, once per thread. */
export function openTensorBackend(): Promise<TensorBackend> {
  opened ??= chooseTensorBackend(LOADERS);
  return opened;
}

/** Tries native, WebAssembly, plain JavaScript, in that order. @throws when none of them starts. */
export async function chooseTensorBackend(loaders: TensorBackendLoaders): Promise<TensorBackend> {
  // Without it the library advises end users on the console which packages to install.
  tf.enableProdMode();
  registerNetKernels();
  const refusals: string[] = [];
  for (const [name, loader, reason] of PREFERENCE) {
    try {
      await withoutNewFaultListeners(async () => {
        await loaders[loader]();
        if (!(await tf.setBackend(name))) throw new Error('it does not start');
      });
      return { name, why: [reason, ...refusals].join('; ') };
    } catch (error) {
      refusals.push(`${name} was passed over: ${firstLine(error)}`);
    }
  }
  throw new Error(`No TensorFlow.js backend starts here: ${refusals.join('; ')}`);
}

/**
 * The wasm module hangs itself on every uncaught fault of the process, to throw it again with a page
 * of its own source. That is the program's business, so its listeners are taken off.
 */
async function withoutNewFaultListeners(work: () => Promise<void>): Promise<void> {
  const faults = ['uncaughtException', 'unhandledRejection'] as const;
  const before = new Set(faults.flatMap((fault) => process.rawListeners(fault)));
  try {
    await work();
  } finally {
    for (const fault of faults) {
      for (const listener of process.rawListeners(fault)) {
        if (!before.has(listener)) process.removeListener(fault, listener as () => void);
      }
    }
  }
}

function wasmFolder(): string {
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  return fileURLToPath(new URL('.', `file://${entry}`));
}

/** Without the paths of this machine, which Node adds after "imported from". */
const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split(/\n| imported from /, 1)[0]!;
