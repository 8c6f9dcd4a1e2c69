import { SingleBar, Presets } from 'cli-progress';

/** Progress for people, on stderr: a bar on a terminal, a line every so often in a log. */
export class Progress {
  private bar: SingleBar | undefined;
  private spokenAt = 0;
  private spoken = '';

  constructor(
    private readonly title: string,
    private readonly out: NodeJS.WriteStream = process.stderr,
  ) {}

  /** @param total - 0 while nobody knows. */
  at(done: number, total: number, note = ''): void {
    if (this.out.isTTY) this.draw(done, total, note);
    else this.speak(done, total, note);
  }

  end(summary: string): void {
    this.bar?.stop();
    this.out.write(`${this.title}: ${summary}\n`);
  }

  private draw(done: number, total: number, note: string): void {
    const shown = Math.max(total, done, 1);
    if (!this.bar) {
      const format = `  {bar} {value}/{total} ${this.title} {note}`;
      this.bar = new SingleBar(
        { format, stream: this.out, hideCursor: true, clearOnComplete: true, fps: 8 },
        Presets.shades_classic,
      );
      this.bar.start(shown, done, { note });
    }
    this.bar.setTotal(shown);
    this.bar.update(done, { note });
  }

  private speak(done: number, total: number, note: string): void {
    const now = Date.now();
    const line = `  ${this.title} ${done}${total > 0 ? `/${total}` : ''} ${note}`.trimEnd();
    if (line === this.spoken || now - this.spokenAt < 2000) return;
    this.spokenAt = now;
    this.spoken = line;
    this.out.write(`${line}\n`);
  }
}
