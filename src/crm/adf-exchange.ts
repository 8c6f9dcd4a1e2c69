import type { HttpExchange } from './adf/score-sending.js';
import { type CrmHttp, DEFAULT_LIMITS } from './http/crm-http.js';

/** ADF documents go out through the same guarded door as everything else. */
export function adfExchange(http: CrmHttp): HttpExchange {
  return async (url, { method, headers, body }) => {
    const { status, header, text } = await http.exchange({
      method: method === 'PUT' ? 'PUT' : 'POST',
      url: new URL(url),
      headers,
      body,
      limits: DEFAULT_LIMITS,
    });
    return { status, headers: { 'retry-after': header('retry-after') }, body: text };
  };
}
