import type { FileMapping } from './file-mapping.js';

export interface Line {
  /** Without the line feed; a carriage return before it is kept. */
  text: string;
  fault?: 'encoding' | 'too-long';
}

const LINE_FEED = 0x0a;
/** Longer lines are not leads: they are reported and let go, so that memory stays bounded. */
export const LONGEST_LINE = 1024 * 1024;

/** Bytes to lines. Each line is decoded on its own, so that a wrong byte spoils one row and no other. */
export class LineSplitter {
  #rest: Buffer = Buffer.alloc(0);
  #started = false;
  #overlong = false;
  #utf16?: InstanceType<typeof TextDecoder>;
  readonly #decoder: InstanceType<typeof TextDecoder>;

  constructor(private readonly encoding: FileMapping['encoding']) {
    const label = encoding === 'utf-16le' ? 'utf-8' : encoding;
    this.#decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
  }

  push(chunk: Buffer): Line[] {
    let bytes = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    if (!this.#started) {
      if (bytes.length < 3) return this.#keep(bytes);
      bytes = this.#start(bytes);
    } else if (this.#utf16) {
      // The remainder is UTF-8 already.
      bytes = Buffer.concat([this.#rest, this.#toUtf8(chunk)]);
    }
    return this.#split(bytes);
  }

  end(): Line[] {
    const bytes = this.#started ? this.#rest : this.#start(this.#rest);
    const lines = this.#split(bytes);
    const last = this.#rest;
    this.#rest = Buffer.alloc(0);
    if (last.length > 0 || this.#overlong) lines.push(this.#line(last));
    return lines;
  }

  #keep(bytes: Buffer): Line[] {
    this.#rest = bytes;
    return [];
  }

  /** A byte order mark says more than the mapping. */
  #start(bytes: Buffer): Buffer {
    this.#started = true;
    const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
    if (isUtf16 || this.encoding === 'utf-16le') {
      this.#utf16 = new TextDecoder('utf-16le');
      return this.#toUtf8(bytes);
    }
    const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    return hasMark ? bytes.subarray(3) : bytes;
  }

  #toUtf8(bytes: Buffer): Buffer {
    return Buffer.from(this.#utf16?.decode(bytes, { stream: true }) ?? '', 'utf8');
  }

  #split(bytes: Buffer): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, from)) {
      lines.push(this.#line(bytes.subarray(from, at)));
      from = at + 1;
    }
    this.#rest = bytes.subarray(from);
    if (this.#rest.length > LONGEST_LINE) {
      this.#overlong = true;
      this.#rest = Buffer.alloc(0);
    }
    return lines;
  }

  #line(bytes: Buffer): Line {
    if (this.#overlong || bytes.length > LONGEST_LINE) {
      this.#overlong = false;
      return { text: '', fault: 'too-long' };
    }
    try {
      return { text: this.#decoder.decode(bytes) };
    } catch {
      // Readable enough for quarantine; which byte was wrong is of no use to anybody.
      return { text: bytes.toString('latin1'), fault: 'encoding' };
    }
  }
}
