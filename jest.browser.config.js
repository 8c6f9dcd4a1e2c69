import base from './jest.config.js';

/** The page in a real browser. Three at a time: each waits for its page more than it works. */
export default {
  ...base,
  testRegex: 'test/browser/.*\\.browser-spec\\.ts$',
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  maxWorkers: 3,
  testTimeout: 240_000,
};
