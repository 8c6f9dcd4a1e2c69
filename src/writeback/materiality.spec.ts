import { materiality, type Standing } from './materiality.js';

const NOW = new Date('2026-06-01T12:00:00Z');
const minutes = (count: number): Date => new Date(NOW.getTime() + count * 60_000);

const standing = (changes: Partial<Standing> = {}): Standing => ({
  score: 0.1,
  band: 'warm',
  lastDeliveredAt: minutes(-120),
  pendingDueAt: null,
  ...changes,
});

describe(materiality.name, () => {
  it('writes the first score at once', () => {
    expect(materiality({ score: 0.02, band: 'cool' }, null, NOW)).toMatchObject({
      write: true,
      dueAt: NOW,
    });
  });

  it('keeps quiet about a small move and tells of five points or a new band', () => {
    expect(materiality({ score: 0.14, band: 'warm' }, standing(), NOW).write).toBe(false);
    expect(
      materiality({ score: 0.35, band: 'hot' }, standing({ score: 0.3, band: 'hot' }), NOW).write,
    ).toBe(true);
    expect(materiality({ score: 0.05, band: 'warm' }, standing(), NOW).write).toBe(true);
    expect(materiality({ score: 0.09, band: 'cool' }, standing(), NOW).write).toBe(true);
  });

  it('waits until an hour after the last delivery', () => {
    const last = standing({ lastDeliveredAt: minutes(-20) });

    expect(materiality({ score: 0.01, band: 'cool' }, last, NOW)).toMatchObject({
      write: true,
      dueAt: minutes(40),
    });
  });

  it('tells at once of a lead that turns hot, but not of one that stays hot', () => {
    const justWritten = { lastDeliveredAt: minutes(-1) };

    expect(materiality({ score: 0.3, band: 'hot' }, standing(justWritten), NOW)).toMatchObject({
      dueAt: NOW,
    });
    expect(
      materiality(
        { score: 0.5, band: 'hot' },
        standing({ ...justWritten, band: 'hot', score: 0.3 }),
        NOW,
      ),
    ).toMatchObject({ dueAt: minutes(59) });
  });

  it('does not push a waiting delivery further back each time the score moves', () => {
    const waiting = standing({ lastDeliveredAt: minutes(-50), pendingDueAt: minutes(10) });

    expect(materiality({ score: 0.03, band: 'cool' }, waiting, NOW)).toMatchObject({
      dueAt: minutes(10),
    });
  });
});
