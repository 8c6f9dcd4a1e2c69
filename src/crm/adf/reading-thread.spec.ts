import { ReadingThread } from './reading-thread.js';

const SCRIPT = new URL('./reading.worker.ts', import.meta.url);
const HOOKS = [
  '--import',
  new URL('../../../test/support/typescript-hooks.mjs', import.meta.url).href,
];
const document = (name: string): Buffer =>
  Buffer.from(
    `<adf><prospect><customer><contact><name part="full">${name}</name><phone>312-555-0147</phone></contact></customer></prospect></adf>`,
  );

describe(ReadingThread.name, () => {
  it('reads what comes at once, each to whom it belongs', async () => {
    const thread = new ReadingThread(SCRIPT, { mostMs: 60_000, memoryMb: 256 }, HOOKS);

    const readings = await Promise.all([
      thread.read(document('Noor Vance'), 'text/xml'),
      thread.read(Buffer.from('no markup'), 'text/xml'),
      thread.read(document('Kim Oslo'), 'text/xml'),
    ]);

    expect(readings).toMatchObject([
      { accepted: true, prospects: [{ customer: { full: 'Noor Vance' } }] },
      { accepted: false, reason: 'not-xml' },
      { accepted: true, prospects: [{ customer: { full: 'Kim Oslo' } }] },
    ]);
    await thread.close();
  });

  it('refuses what takes too long', async () => {
    const thread = new ReadingThread(SCRIPT, { mostMs: 1, memoryMb: 256 }, HOOKS);

    const reading = await thread.read(document('Noor Vance'), 'text/xml');

    expect(reading).toMatchObject({ accepted: false, reason: 'too-large' });
  });
});
