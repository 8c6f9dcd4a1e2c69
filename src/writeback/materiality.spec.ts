import type { Band } from '#prediction';
import { materiality, type ScoreToWrite, type Standing } from './materiality.js';

const NOW = new Date('2026-06-01T12:00:00Z');
const minutes = (count: number): Date => new Date(NOW.getTime() + count * 60_000);
const at = (score: number, band: Band): ScoreToWrite => ({ score, band });

const shown = (score: number, band: Band, deliveredAt = minutes(-120)): Standing => ({
  shown: { score, band, deliveredAt },
  pending: null,
});
const waiting = (
  before: Standing,
  score: number,
  band: Band,
  { dueAt = minutes(10), wasTried = false } = {},
): Standing => ({ ...before, pending: { score, band, dueAt, wasTried } });
const judge = (next: ScoreToWrite, standing: Standing) => materiality(next, standing, NOW);

describe(materiality.name, () => {
  it('writes the first score at once', () => {
    expect(judge(at(0.02, 'cool'), { shown: null, pending: null })).toMatchObject({
      verdict: 'write',
      dueAt: NOW,
    });
  });

  it('keeps quiet about a small move and tells of five points or a new band', () => {
    expect(judge(at(0.14, 'warm'), shown(0.1, 'warm')).verdict).toBe('keep');
    expect(judge(at(0.35, 'hot'), shown(0.3, 'hot')).verdict).toBe('write');
    expect(judge(at(0.05, 'warm'), shown(0.1, 'warm')).verdict).toBe('write');
    expect(judge(at(0.09, 'cool'), shown(0.1, 'warm')).verdict).toBe('write');
  });

  it('waits until an hour after the last delivery', () => {
    expect(judge(at(0.01, 'cool'), shown(0.1, 'warm', minutes(-20)))).toMatchObject({
      verdict: 'write',
      dueAt: minutes(40),
    });
  });

  it('tells at once of a lead that turns hot, but not of one that stays hot', () => {
    expect(judge(at(0.3, 'hot'), shown(0.1, 'warm', minutes(-1)))).toMatchObject({ dueAt: NOW });
    expect(judge(at(0.5, 'hot'), shown(0.3, 'hot', minutes(-1)))).toMatchObject({
      dueAt: minutes(59),
    });
  });

  it('does not push a waiting delivery further back each time the score moves', () => {
    const standing = waiting(shown(0.1, 'warm', minutes(-50)), 0.05, 'cool');

    expect(judge(at(0.2, 'warm'), standing)).toMatchObject({
      verdict: 'write',
      dueAt: minutes(10),
    });
  });

  it('withdraws what waits when the lead is back where the CRM shows it, and writes nothing', () => {
    const left = waiting(shown(0.3, 'hot', minutes(-2)), 0.2, 'warm', { dueAt: minutes(58) });

    expect(judge(at(0.31, 'hot'), left).verdict).toBe('withdraw');
  });

  it('writes again where what waited was tried and may have arrived', () => {
    const left = waiting(shown(0.3, 'hot', minutes(-2)), 0.2, 'warm', { wasTried: true });

    expect(judge(at(0.31, 'hot'), left)).toMatchObject({ verdict: 'write', dueAt: NOW });
  });

  it('never writes one lead twice within the hour without its turning hot, however it moves', () => {
    const writes = writesOverTenHours();

    const tooSoon = writes.filter(({ minute, band, from }, index) => {
      const last = writes[index - 1];
      return last && minute - last.minute < 60 && (band !== 'hot' || from === 'hot');
    });

    expect(tooSoon).toEqual([]);
    expect(writes.length).toBeGreaterThan(5);
  });
});

const MOVES = [0.12, 0.2, 0.31, 0.27, 0.33, 0.05];
const bandOf = (score: number): Band => (score >= 0.3 ? 'hot' : score >= 0.1 ? 'warm' : 'cool');

/** A lead scored anew every minute, and sent what is due. */
function writesOverTenHours(): { minute: number; band: Band; from: Band | undefined }[] {
  const standing: Standing = { shown: null, pending: null };
  const writes: { minute: number; band: Band; from: Band | undefined }[] = [];
  for (let minute = 0; minute < 600; minute += 1) {
    const score = MOVES[(minute * 7) % MOVES.length]!;
    const said = materiality({ score, band: bandOf(score) }, standing, minutes(minute));
    if (said.verdict === 'withdraw') standing.pending = null;
    if (said.verdict === 'write')
      standing.pending = { score, band: bandOf(score), dueAt: said.dueAt, wasTried: false };
    const { pending, shown: before } = standing;
    if (!pending || pending.dueAt > minutes(minute)) continue;
    writes.push({ minute, band: pending.band, from: before?.band });
    standing.shown = { score: pending.score, band: pending.band, deliveredAt: minutes(minute) };
    standing.pending = null;
  }
  return writes;
}
