import { Progress } from '../progress.js';

/** What a phase says while it works; `total` 0 while nobody knows. */
export type Report = (done: number, total: number, note?: string) => void;

/** Runs phases one after the other, tells people about each and keeps how long it took. */
export class Phases {
  readonly seconds: Record<string, number> = {};
  private readonly startedAt = performance.now();

  /** @param summary - One line for people, from the phase's result. */
  async run<T>(
    name: string,
    title: string,
    work: (report: Report) => Promise<T>,
    summary: (result: T) => string,
  ): Promise<T> {
    const started = performance.now();
    const progress = new Progress(title);
    const result = await work((done, total, note = '') => progress.at(done, total, note));
    const seconds = (performance.now() - started) / 1000;
    this.seconds[name] = Math.round(seconds * 10) / 10;
    progress.end(`${summary(result)}  (${seconds.toFixed(1)} s)`);
    return result;
  }

  elapsedSeconds(): number {
    return (performance.now() - this.startedAt) / 1000;
  }
}
