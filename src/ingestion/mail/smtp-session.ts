import type { SMTPServerDataStream } from 'smtp-server';

/** What a mail may have that is read: more would only be kept to be refused. */
export const MOST_BYTES = 2.5 * 1024 * 1024;

/** A mail's bytes; undefined where it is too large: it is read to its end, and dropped on the way. */
export async function bytesOf(stream: SMTPServerDataStream): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MOST_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return stream.sizeExceeded || bytes > MOST_BYTES ? undefined : Buffer.concat(chunks);
}

/** An answer of SMTP that is no 250. */
export const refusal = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });
