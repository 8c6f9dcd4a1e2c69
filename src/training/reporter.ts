import type { RunProgress } from './training-run.js';

/** Saved at most so often: progress is for watching, and must not slow what is watched. */
const EVERY_MS = 500;

/** Saves a run's progress in order, skipping what comes too fast. */
export class Reporter {
  private saving: Promise<void> = Promise.resolve();
  private savedAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly save: (progress: RunProgress) => Promise<void>,
    private readonly nowMs: () => number,
  ) {}

  /** @param done - 0..1 of the whole run. */
  tell(done: number, phrase: string): void {
    if (this.nowMs() - this.savedAtMs < EVERY_MS) return;
    this.savedAtMs = this.nowMs();
    this.saving = this.saving.then(() => this.save({ done, phrase }));
    // Heard in `settled`; until then it must not count as unhandled.
    this.saving.catch(() => undefined);
  }

  /** A part of the run as a scale of its own: 0..1 there is `from`..`to` here. */
  part(from: number, to: number): (done: number, phrase: string) => void {
    return (done, phrase) => this.tell(from + (to - from) * done, phrase);
  }

  /** @throws what saving threw. */
  settled(): Promise<void> {
    return this.saving;
  }
}
