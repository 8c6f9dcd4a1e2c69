import type { ServerResponse } from 'node:http';

/** What can go wrong between a vendor and its caller. */
export type VendorFault =
  | 'too many requests'
  | 'server error'
  | 'slow'
  | 'half an answer'
  | 'a web page'
  | 'hangs up'
  /** Done, and never told: the caller cannot know. */
  | 'lost answer';

export function failWith(
  fault: Exclude<VendorFault, 'too many requests'>,
  response: ServerResponse,
): void {
  switch (fault) {
    case 'server error':
      response.writeHead(503).end('{"error":"maintenance"}');
      break;
    case 'half an answer':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '900' });
      response.write('{"records":[{"Id":"1"');
      setTimeout(() => response.destroy(), 20);
      break;
    case 'a web page':
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html>Sign in as ann@example.com</html>');
      break;
    case 'hangs up':
    case 'lost answer':
      response.destroy();
      break;
    case 'slow':
      // Never answers; stop() closes the connection.
      break;
  }
}
