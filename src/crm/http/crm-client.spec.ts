import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SystemClock } from '#platform';
import { CrmReach } from '../crm-reach.js';
import { CrmAuthError } from '../crm.errors.js';
import { fixedCredentials } from './credentials.js';
import { CrmClient } from './crm-client.js';
import { CrmHttp, DEFAULT_LIMITS } from './crm-http.js';
import { OAuthTokens } from './oauth-tokens.js';

describe(CrmClient, () => {
  let server: Server;
  let http: CrmHttp;
  let baseUrl: URL;
  let granted: number;
  /** How many calls are refused, counted down. */
  let refusals: number;
  let shown: (string | undefined)[];

  beforeEach(async () => {
    granted = 0;
    shown = [];
    server = createServer((request, response) => {
      if (request.url === '/token') {
        granted += 1;
        return response.end(JSON.stringify({ access_token: `t${granted}`, expires_in: 3600 }));
      }
      shown.push(request.headers.authorization);
      refusals -= 1;
      return response.writeHead(refusals < 0 ? 200 : 401).end('{}');
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const reach = new CrmReach();
    reach.allowHost(`127.0.0.1:${port}`);
    http = new CrmHttp(reach, new SystemClock());
    baseUrl = new URL(`http://127.0.0.1:${port}`);
  });
  afterEach(async () => {
    await http.onModuleDestroy();
    server.closeAllConnections();
    server.close();
  });

  const signedIn = () => {
    const grant = { tokenUrl: new URL('/token', baseUrl), form: {} };
    const tokens = new OAuthTokens(grant, http, DEFAULT_LIMITS, new SystemClock());
    return new CrmClient(http, baseUrl, DEFAULT_LIMITS, tokens);
  };

  it('asks for a new token when one is refused, and again when that one died as well', async () => {
    refusals = 2;

    expect((await leads(signedIn())).status).toBe(200);

    expect(shown).toEqual(['Bearer t1', 'Bearer t2', 'Bearer t3']);
  });

  it('takes a refusal for one when every new token is refused', async () => {
    refusals = Infinity;

    await expect(leads(signedIn())).rejects.toThrow(CrmAuthError);

    expect(granted).toBe(4);
  });

  it('does not ask twice with a key that never changes', async () => {
    refusals = Infinity;
    const key = fixedCredentials({ authorization: 'Bearer key' });

    await expect(leads(new CrmClient(http, baseUrl, DEFAULT_LIMITS, key))).rejects.toThrow(
      CrmAuthError,
    );

    expect(shown).toEqual(['Bearer key']);
  });
});

const leads = (client: CrmClient) => client.send({ method: 'GET', url: client.url('leads') });
