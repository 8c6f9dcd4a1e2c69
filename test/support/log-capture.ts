/** What the process writes to its log while it is on; nothing of it reaches the terminal. */
export class LogCapture {
  private readonly written: string[] = [];
  private readonly original = process.stdout.write.bind(process.stdout);

  /** Before the application is made: its logger looks once where its lines go. */
  start(): void {
    process.stdout.write = (line: string | Uint8Array): boolean => {
      this.written.push(String(line));
      return true;
    };
  }

  stop(): void {
    process.stdout.write = this.original;
  }

  text(): string {
    return this.written.join('');
  }
}
