import type { ServerResponse } from 'node:http';

/*
 * The ways this CRM answers. Each returns the status it sent, 0 for an answer cut off in the middle.
 */

export function sendJson(response: ServerResponse, status: number, body: unknown): number {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': bytes.length,
  });
  response.end(bytes);
  return status;
}

export function sendPage(response: ServerResponse, html: string): number {
  const bytes = Buffer.from(html);
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
    'content-length': bytes.length,
  });
  response.end(bytes);
  return 200;
}

/** As a proxy in front of the CRM would: no JSON, no hint. */
export function sendHtmlError(response: ServerResponse, status: number): number {
  const bytes = Buffer.from(
    `<html><head><title>${status}</title></head><body><h1>Something went wrong</h1></body></html>\n`,
  );
  response.writeHead(status, { 'content-type': 'text/html', 'content-length': bytes.length });
  response.end(bytes);
  return status;
}

/** Promises the whole body, sends half of it and hangs up. */
export function sendHalf(response: ServerResponse, body: unknown): number {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': bytes.length });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
  return 0;
}
