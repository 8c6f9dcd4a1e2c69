import { CrmAuthError, CrmUnavailableError } from '#crm';
import { Patience, Sleep } from './patience.js';

class CountedSleep extends Sleep {
  readonly waits: number[] = [];

  async for(ms: number): Promise<void> {
    this.waits.push(ms);
  }
}

function failing(...errors: Error[]): () => Promise<string> {
  return async () => {
    const error = errors.shift();
    if (error) throw error;
    return 'answer';
  };
}

const down = (retryAfterMs?: number): CrmUnavailableError =>
  new CrmUnavailableError('down', retryAfterMs === undefined ? {} : { retryAfterMs });

describe(Patience, () => {
  it('waits as long as it was told, else twice as long each time', async () => {
    const sleep = new CountedSleep();

    expect(
      await new Patience(sleep).ask(failing(down(), down(), down(7000), down(3_600_000))),
    ).toBe('answer');
    expect(sleep.waits).toEqual([500, 1000, 7000, 60_000]);
  });

  it('gives up after six attempts', async () => {
    const sleep = new CountedSleep();

    await expect(
      new Patience(sleep).ask(
        failing(...Array.from({ length: 9 }, () => new CrmUnavailableError('down'))),
      ),
    ).rejects.toThrow('down');
    expect(sleep.waits).toHaveLength(5);
  });

  it('does not wait where waiting cannot help', async () => {
    const sleep = new CountedSleep();

    await expect(new Patience(sleep).ask(failing(new CrmAuthError('refused')))).rejects.toThrow(
      CrmAuthError,
    );
    expect(sleep.waits).toEqual([]);
  });
});
