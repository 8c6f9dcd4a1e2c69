import createClient from 'openapi-fetch';
import type { paths } from './schema';

let rooftop: string | undefined;

/** Which rooftop all later requests are about; needed by people who act for several. */
export function speakFor(dealershipKey: string | undefined): void {
  rooftop = dealershipKey;
}

/** Headers every request carries; the session itself is a cookie scripts cannot read. */
export const rooftopHeaders = (): Record<string, string> =>
  rooftop === undefined ? {} : { 'x-dealership': rooftop };

export const api = createClient<paths>({ baseUrl: window.location.origin });

api.use({
  onRequest({ request }) {
    for (const [name, value] of Object.entries(rooftopHeaders()))
      if (!request.headers.has(name)) request.headers.set(name, value);
    return request;
  },
});
