const swc = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    target: 'es2022',
  },
  module: { type: 'es6' },
};

/** @type {import('jest').Config} */
export default {
  testRegex: '\\.(spec|e2e-spec)\\.ts$',
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/test/browser/'],
  modulePathIgnorePatterns: ['<rootDir>/dist'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  moduleNameMapper: {
    '^(\\.{1,2}/.*)\\.js$': '$1',
    '^#model/fitting$': '<rootDir>/src/model/fitting.ts',
    '^content-disposition$': '<rootDir>/test/support/content-disposition.cjs',
    '^#config$': '<rootDir>/config/index.ts',
    '^#([a-z]+)$': '<rootDir>/src/$1/index.ts',
  },
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testEnvironment: '<rootDir>/test/support/plain-globals.environment.mjs',
  // One more than small machines have cores: suites on a database wait a third of their time.
  maxWorkers: 3,
  // What a suite loaded stays until its worker ends: units took a sixth more CPU time without, suites on a database as much.
  workerIdleMemoryLimit: '800MB',
  testTimeout: 240_000,
};
