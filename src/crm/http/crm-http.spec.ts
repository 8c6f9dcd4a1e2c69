import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SystemClock } from '#platform';
import { CrmReach } from '../crm-reach.js';
import { CrmAddressRefusedError, CrmProtocolError, CrmUnavailableError } from '../crm.errors.js';
import { isPublicAddress } from './address-guard.js';
import { CrmHttp, DEFAULT_LIMITS, type AnswerLimits } from './crm-http.js';
import { parseJson } from './json-text.js';
import { retryAfterMs } from './retry-after.js';

describe(CrmHttp, () => {
  let server: Server;
  let http: CrmHttp;
  let reach: CrmReach;
  let respond: RequestListener;
  let requests: number;

  beforeEach(async () => {
    requests = 0;
    server = createServer((request, response) => {
      requests += 1;
      respond(request, response);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    reach = new CrmReach();
    http = new CrmHttp(reach, new SystemClock());
  });
  afterEach(async () => {
    await http.onModuleDestroy();
    server.closeAllConnections();
    server.close();
  });

  const port = () => (server.address() as AddressInfo).port;
  const get = (url: string, limits: Partial<AnswerLimits> = {}) =>
    http.send({
      method: 'GET',
      url: new URL(url),
      headers: {},
      limits: { ...DEFAULT_LIMITS, ...limits },
    });
  const allowed = () => {
    reach.allowHost(`127.0.0.1:${port()}`);
    return `http://127.0.0.1:${port()}/leads?token=hidden`;
  };

  it.each([
    'https://127.0.0.1',
    'https://127.1',
    'https://0x7f.1',
    'https://2130706433',
    'https://0.0.0.0',
    'https://[::1]',
    'https://[::]',
    'https://[::ffff:127.0.0.1]',
    'https://[::ffff:7f00:1]',
    'https://[64:ff9b::7f00:1]',
    'https://[fd00::1]',
    'https://[fe80::1]',
    'https://10.0.0.8',
    'https://172.16.0.1',
    'https://192.168.1.1',
    'https://169.254.169.254',
    'https://100.64.0.1',
    'https://localhost',
    'https://LOCALHOST',
  ])('does not call %s', async (address) => {
    await expect(get(`${address}:${port()}/`, { totalMs: 2000 })).rejects.toThrow(
      CrmAddressRefusedError,
    );
    expect(requests).toBe(0);
  });

  it('calls an allowed host on the allowed port only', async () => {
    respond = (_, response) => response.end('{"ok":true}');
    allowed();

    expect((await get(`http://127.0.0.1:${port()}/`)).json).toEqual({ ok: true });
    await expect(get(`http://127.0.0.1:${port() + 1}/`)).rejects.toThrow(CrmAddressRefusedError);
  });

  it('does not send anything over plain http to a host that is not allowed', async () => {
    await expect(get('http://crm.example.com/')).rejects.toThrow(/https/);
  });

  it('does not follow redirects', async () => {
    respond = (_, response) => response.writeHead(302, { location: 'http://10.0.0.1/' }).end();

    await expect(get(allowed())).rejects.toThrow(/redirect/);
  });

  it('gives up on an answer that is larger than allowed', async () => {
    respond = (_, response) => response.end(JSON.stringify('x'.repeat(5000)));

    await expect(get(allowed(), { maxBytes: 1000 })).rejects.toThrow(CrmProtocolError);
  });

  it('gives up on an answer that trickles in for too long', async () => {
    respond = (_, response) => {
      const drip = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(drip));
    };

    await expect(get(allowed(), { totalMs: 400 })).rejects.toThrow(CrmUnavailableError);
  });

  it('names method, address and status in its errors, but neither query nor body', async () => {
    respond = (_, response) => response.writeHead(422).end('{"email":"ann@example.com"}');

    const failure: unknown = await get(allowed()).catch((error: unknown) => error);

    expect(failure).toMatchObject({
      status: 422,
      message: expect.stringContaining('GET http://127.0.0.1'),
    });
    expect(`${(failure as Error).stack} ${JSON.stringify(failure)}`).not.toMatch(/hidden|ann@/);
  });
});

describe(isPublicAddress, () => {
  it('takes addresses of the internet alone', () => {
    expect(['93.184.216.34', '2606:4700::1111'].map(isPublicAddress)).toEqual([true, true]);
    expect(
      ['224.0.0.1', '255.255.255.255', '::ffff:10.0.0.1', 'nonsense'].some(isPublicAddress),
    ).toBe(false);
  });
});

describe(parseJson, () => {
  it('keeps whole numbers as they are written where a double would change them', () => {
    const text =
      '{"id":12345678901234567,"small":123,"negative":-12345678901234567,"price":1234567890.1234567}';

    expect(parseJson(text)).toEqual({
      id: '12345678901234567',
      small: 123,
      negative: '-12345678901234567',
      price: 1234567890.1234567,
    });
  });

  it('does not let a payload reach the prototype of objects', () => {
    parseJson('{"id":12345678901234567,"__proto__":{"polluted":true}}');

    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe(retryAfterMs, () => {
  const now = new Date('2026-03-01T12:00:00Z');

  it.each([
    ['7', 7000],
    ['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
    ['999999999', 86_400_000],
    ['soon', undefined],
    [undefined, undefined],
  ])('reads %s as %s ms', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });
});
