import base from './jest.config.js';

/** The page in a real browser: serial, because one browser fills a small machine. */
export default {
  ...base,
  testRegex: 'test/browser/.*\\.browser-spec\\.ts$',
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  maxWorkers: 1,
  testTimeout: 90_000,
};
