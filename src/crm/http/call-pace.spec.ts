import { CrmUnavailableError } from '../crm.errors.js';
import { CallPace, type CallWindow } from './call-pace.js';

/** A clock that only waiting moves. */
function paced(windows: CallWindow[]) {
  const clock = { time: 1_000_000, now: () => new Date(clock.time) };
  const waits: number[] = [];
  const pace = new CallPace(windows, clock, async (ms) => {
    waits.push(ms);
    clock.time += ms;
  });
  return { pace, clock, waits };
}

describe(CallPace.name, () => {
  it('lets calls through until a stretch of time is full, then waits for its oldest to pass', async () => {
    const { pace, clock, waits } = paced([{ calls: 2, perMs: 1000 }]);

    await pace.turn();
    clock.time += 300;
    await pace.turn();
    await pace.turn();

    expect(waits).toEqual([700]);
  });

  it('never lets more through than any window allows', async () => {
    const { pace, clock } = paced([
      { calls: 4, perMs: 1000 },
      { calls: 100, perMs: 60_000 },
    ]);
    const times: number[] = [];
    for (let call = 0; call < 100; call++) {
      await pace.turn();
      times.push(clock.time);
    }

    for (const [index, at] of times.entries()) {
      expect(times.slice(index).filter((other) => other < at + 1000).length).toBeLessThanOrEqual(4);
    }
  });

  it('sends whoever would wait long away, and says for how long', async () => {
    const { pace } = paced([{ calls: 1, perMs: 60_000 }]);
    await pace.turn();

    const refused = pace.turn();

    await expect(refused).rejects.toThrow(CrmUnavailableError);
    await expect(refused).rejects.toMatchObject({ retryAfterMs: 60_000 });
  });

  it('holds everybody until the time a vendor named', async () => {
    const { pace, clock } = paced([]);
    pace.pauseUntil(clock.time + 30_000);

    await expect(pace.turn()).rejects.toMatchObject({ retryAfterMs: 30_000 });
    clock.time += 30_000;
    await expect(pace.turn()).resolves.toBeUndefined();
  });
});
