import { CrmAdapters, CrmReach, type CrmAdapter } from '#crm';
import { SystemClock, type Clock } from '#platform';
import type { VendorServer } from '#simulator';
import { CrmHttp } from '../../src/crm/http/crm-http.js';
import type { CrmHarness } from '../contracts/crm-harness.js';

export interface VendorConnection {
  dialect: string;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
  /** Secrets the vendor refuses. */
  wrongSecrets: Record<string, string>;
}

export interface AdapterOptions {
  wrong?: boolean;
  clock?: Clock;
  settings?: Record<string, unknown>;
}

type ServerPart = Required<
  Pick<CrmHarness, 'failNext' | 'skew' | 'expireAfterEveryCall' | 'requests' | 'stop'>
>;

/** Answers that are late are given up soon. */
const LIMITS = { headersMs: 300, bodyMs: 300, totalMs: 2000 };

/** What every harness over a simulated vendor has: adapters that reach it, and its faults, clock and end. */
export function vendorHarness(
  server: VendorServer,
  { dialect, settings, secrets, wrongSecrets }: VendorConnection,
): ServerPart & { adapter: (options?: AdapterOptions) => CrmAdapter; private: string[] } {
  const reach = new CrmReach();
  reach.allowHost(server.host);
  const own = new SystemClock();
  const http = new CrmHttp(reach, own);
  return {
    adapter: ({ wrong, clock = own, settings: more } = {}) =>
      new CrmAdapters(http, reach, clock).create({
        id: dialect,
        dialect,
        settings: { ...settings, limits: LIMITS, ...more },
        secrets: { ...secrets, ...(wrong && wrongSecrets) },
      }),
    failNext: (fault) => server.failNext(fault),
    skew: (ms) => {
      server.now = () => Date.now() + ms;
    },
    expireAfterEveryCall: () => {
      server.expiresAfterEveryCall = true;
    },
    requests: () => server.requests.length,
    private: [
      'ann@example.com',
      'Ann Example',
      ...Object.values(secrets),
      ...Object.values(wrongSecrets),
    ],
    stop: async () => {
      await http.onModuleDestroy();
      await server.stop();
    },
  };
}
