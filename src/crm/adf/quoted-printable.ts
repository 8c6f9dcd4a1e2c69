const EQUALS = 0x3d;

/** Bytes of a quoted-printable body; `=` with anything else behind it stays, as mail programs do. */
export function decodeQuotedPrintable(body: Buffer): Buffer {
  const bytes = Buffer.alloc(body.length);
  let length = 0;
  for (let at = 0; at < body.length; at += 1) {
    const byte = body[at] as number;
    const skip = byte === EQUALS ? softBreakLength(body, at + 1) : 0;
    const escaped = byte === EQUALS && skip === 0 ? hexByte(body, at + 1) : undefined;
    if (skip > 0) at += skip;
    else if (escaped === undefined) bytes[length++] = byte;
    else {
      bytes[length++] = escaped;
      at += 2;
    }
  }
  return bytes.subarray(0, length);
}

/** Characters of the line end after a soft break's `=`, blanks before it included; 0 where it is none. */
function softBreakLength(body: Buffer, from: number): number {
  let at = from;
  // A line of quoted-printable has 76 characters at most, so no honest break needs more blanks.
  while (at < from + 76 && (body[at] === 0x20 || body[at] === 0x09)) at += 1;
  if (body[at] === 0x0a) return at + 1 - from;
  return body[at] === 0x0d && body[at + 1] === 0x0a ? at + 2 - from : 0;
}

function hexByte(body: Buffer, at: number): number | undefined {
  const digits = body.toString('latin1', at, at + 2);
  return /^[\da-f]{2}$/i.test(digits) ? Number.parseInt(digits, 16) : undefined;
}
