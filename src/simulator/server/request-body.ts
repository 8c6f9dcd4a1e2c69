import type { IncomingMessage } from 'node:http';
import { ApiError } from './api-error.js';

const MAX_BYTES = 1_048_576;

/** Reads a JSON or form body as one object. @throws ApiError 400, 413 or 415. */
export async function readBody(
  request: IncomingMessage,
  allowed: readonly ('application/json' | 'application/x-www-form-urlencoded')[],
): Promise<Record<string, unknown>> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
  if (!(allowed as readonly string[]).includes(type)) {
    throw new ApiError(415, 'unsupported_media_type', `send ${allowed.join(' or ')}`);
  }
  const text = await readText(request);
  if (type !== 'application/json') return Object.fromEntries(new URLSearchParams(text));
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ApiError(400, 'invalid_json', 'the body must be a JSON object');
  }
  return value as Record<string, unknown>;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop must not close the socket: the refusal still has to travel.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new ApiError(413, 'body_too_large', `at most ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError(400, 'invalid_json', 'the body is not JSON');
  }
}
