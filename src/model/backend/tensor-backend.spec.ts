import * as tf from '@tensorflow/tfjs-core';
import {
  chooseTensorBackend,
  openTensorBackend,
  type TensorBackendLoaders,
} from './tensor-backend.js';

const absent = (what: string) => async (): Promise<void> => {
  throw new Error(`Cannot find package '${what}' imported from /somewhere/private`);
};

const loaders: TensorBackendLoaders = {
  native: absent('native'),
  wasm: absent('wasm'),
  cpu: async () => {
    await import('@tensorflow/tfjs-backend-cpu');
  },
};

/** Stands in for the engine that tfjs-node registers. */
class NativeLibrary extends tf.KernelBackend {
  override dispose(): void {}
}

const loadNativeLibrary = async (): Promise<void> => {
  tf.registerBackend('tensorflow', () => new NativeLibrary());
};

describe(chooseTensorBackend, () => {
  beforeAll(() => openTensorBackend());

  afterEach(async () => {
    if (tf.findBackend('tensorflow')) tf.removeBackend('tensorflow');
    await tf.setBackend('wasm');
  });

  it('takes the native library when it loads', async () => {
    const backend = await chooseTensorBackend({ ...loaders, native: loadNativeLibrary });

    expect(backend).toEqual({ name: 'tensorflow', why: 'the native library loads' });
    expect(tf.getBackend()).toBe('tensorflow');
  });

  it('falls back step by step and says why, without paths of the machine', async () => {
    const backend = await chooseTensorBackend(loaders);

    expect(backend.name).toBe('cpu');
    expect(backend.why).toContain("tensorflow was passed over: Cannot find package 'native'");
    expect(backend.why).toContain('wasm was passed over');
    expect(backend.why).not.toContain('/somewhere');
  });

  it('passes over a library that loads but brings no engine', async () => {
    const backend = await chooseTensorBackend({ ...loaders, native: () => Promise.resolve() });

    expect(backend.name).toBe('cpu');
    expect(backend.why).toContain('tensorflow was passed over');
  });

  it('refuses, with every reason, where nothing starts', async () => {
    await expect(chooseTensorBackend({ ...loaders, cpu: absent('cpu') })).rejects.toThrow(
      /tensorflow.*wasm.*cpu/,
    );
  });

  it('leaves no listener for the faults of the process', async () => {
    const listeners = process.listenerCount('uncaughtException');

    await openTensorBackend();

    expect(process.listenerCount('uncaughtException')).toBe(listeners);
    expect(process.rawListeners('uncaughtException').map(String).join('')).not.toContain(
      'ExitStatus',
    );
  });
});
