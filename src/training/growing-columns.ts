/** Room is made for a quarter more than is needed: twice as much would lie idle in every column of a large history. */
const roomFor = (row: number): number => Math.ceil((row + 1) * 1.25);

/** Numbers of rows that stream by; NaN where nothing was set. */
export class GrowingNumbers {
  private values = new Float64Array(256).fill(Number.NaN);

  set(row: number, value: number): void {
    if (row >= this.values.length) {
      const grown = new Float64Array(roomFor(row)).fill(Number.NaN);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[row] = value;
  }

  at(row: number): number {
    return this.values[row] ?? Number.NaN;
  }

  /** Custom attributes that are numbers at one dealership and words at another are read as words. */
  textAt(row: number): string | null {
    const value = this.at(row);
    return Number.isNaN(value) ? null : String(value);
  }
}

/** Words of rows that stream by, each kept once: 4 bytes a row, where every text would take 40. */
export class GrowingWords {
  /** 0 where nothing was set. */
  private codes = new Uint32Array(256);
  private readonly words: (string | null)[] = [null];
  private readonly codeOf = new Map<string, number>();

  set(row: number, word: string): void {
    if (row >= this.codes.length) {
      const grown = new Uint32Array(roomFor(row));
      grown.set(this.codes);
      this.codes = grown;
    }
    let code = this.codeOf.get(word);
    if (code === undefined) {
      code = this.words.push(word) - 1;
      this.codeOf.set(word, code);
    }
    this.codes[row] = code;
  }

  at(row: number): string | null {
    return this.words[this.codes[row] ?? 0]!;
  }
}
