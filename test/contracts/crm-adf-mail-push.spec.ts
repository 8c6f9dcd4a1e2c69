import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { CrmAdapters, CrmReach, readAdf } from '#crm';
import { SystemClock } from '#platform';
import { CrmHttp } from '../../src/crm/http/crm-http.js';
import { scoreOf } from '../support/dialect-reading.js';
import { TokenServer } from '../support/token-server.js';

const USER = 'desk@example.com';
const PASSWORD = 'a mail password of the tests';

interface Post {
  port: number;
  mails: string[];
  /** The answer to the mails to come, one each; others are taken. */
  answers: (number | undefined)[];
  /** Where set, this token signs in and no password does. */
  accessToken?: string;
  stop(): Promise<void>;
}

/** A mail server on loopback that keeps what it takes. */
async function post(): Promise<Post> {
  const mails: string[] = [];
  const answers: (number | undefined)[] = [];
  const office: Post = {
    port: 0,
    mails,
    answers,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    logger: false,
    authMethods: ['PLAIN', 'XOAUTH2'],
    onAuth: ({ username, password, accessToken }, _session, done) => {
      const isGood = office.accessToken
        ? accessToken === office.accessToken
        : password === PASSWORD;
      return username === USER && isGood ? done(null, { user: username }) : done(new Error('no'));
    },
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const responseCode = answers.shift();
        if (responseCode !== undefined)
          return done(Object.assign(new Error('to ann@example.com: no'), { responseCode }));
        mails.push(Buffer.concat(chunks).toString('utf8'));
        return done();
      });
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  office.port = (server.server.address() as AddressInfo).port;
  return office;
}

function allowed(): CrmReach {
  const reach = new CrmReach();
  reach.allowHost('127.0.0.1');
  return reach;
}

function adapterOf(port: number, password = PASSWORD, changes: object = {}, reach = allowed()) {
  const clock = new SystemClock();
  const addresses = { from: USER, to: 'crm@example.com' };
  const server = { host: '127.0.0.1', port, tls: 'none', user: USER, timeoutMs: 2000 };
  return new CrmAdapters(new CrmHttp(reach, clock), reach, clock).create({
    id: 'mail',
    dialect: 'adf',
    settings: { vendorName: 'Lakeside', resendMail: { ...server, ...addresses, ...changes } },
    secrets: { smtpPassword: password, smtpClientId: 'desk', smtpClientSecret: 'a client secret' },
  });
}

describe('scores sent as mails', () => {
  let office: Post;

  beforeEach(async () => {
    office = await post();
  });
  afterEach(() => office.stop());

  it('are resent prospects that read back, with score, band and reason in the comments', async () => {
    const score = scoreOf('Lot Desk:L-7', { topReason: 'fragt nach dem Kombi für morgen' });

    const results = await adapterOf(office.port).push([score]);

    expect(results).toEqual([{ deliveryKey: score.deliveryKey, status: 'accepted' }]);
    const [mail = ''] = office.mails;
    expect(readAdf(Buffer.from(mail))).toMatchObject({
      prospects: [
        {
          status: 'resend',
          externalIds: [{ source: 'Lot Desk', value: 'L-7' }],
          vendor: { name: 'Lakeside' },
          comments:
            'Likelihood to buy: 71 of 100 (hot).\nMain reason: fragt nach dem Kombi für morgen.\nModel v1.',
        },
      ],
    });
    expect(mail).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(mail).toContain(score.deliveryKey);
  });

  it('are no leads when they come back to us', async () => {
    const adapter = adapterOf(office.port);
    await adapter.push([scoreOf('L-1')]);

    expect(adapter.read(Buffer.from(office.mails[0] ?? ''), 'message/rfc822')).toEqual([]);
  });

  it('get a result each: taken, later, never', async () => {
    office.answers.push(undefined, 554, 451);

    const results = await adapterOf(office.port).push(
      ['a', 'b', 'c', 'd'].map((id) => scoreOf(id)),
    );

    expect(results.map(({ status }) => status)).toEqual([
      'accepted',
      'refused',
      'retry',
      'accepted',
    ]);
    expect(JSON.stringify(results)).not.toContain('ann@');
  });

  it('wait while the server cannot be reached, and say so when it refuses the password', async () => {
    expect(await adapterOf(1).push([scoreOf('a')])).toMatchObject([{ status: 'retry' }]);
    const wrong = adapterOf(office.port, 'wrong');
    await expect(wrong.push([scoreOf('a')])).rejects.toMatchObject({ code: 'CRM_AUTH_REFUSED' });
    expect(await wrong.probe()).toContainEqual(
      expect.objectContaining({
        name: 'writeback',
        ok: false,
        fix: expect.stringContaining('secrets'),
      }),
    );
  });

  it('go to hosts inside only where the operator allowed it', async () => {
    const adapter = adapterOf(office.port, PASSWORD, { tls: 'starttls' }, new CrmReach());

    await expect(adapter.push([scoreOf('a')])).rejects.toMatchObject({
      code: 'CRM_ADDRESS_REFUSED',
    });
    expect(office.mails).toEqual([]);
  });

  it('are signed in with an access token where a password is not enough', async () => {
    const tokens = await new TokenServer().start();
    office.accessToken = 'token-1';
    const oauth = { tokenUrl: `${tokens.origin}/token`, scope: 'smtp.send' };
    const adapter = adapterOf(office.port, PASSWORD, { oauth });

    expect(await adapter.push([scoreOf('a')])).toMatchObject([{ status: 'accepted' }]);
    expect(tokens.asked).toEqual([
      {
        grant_type: 'client_credentials',
        client_id: 'desk',
        client_secret: 'a client secret',
        scope: 'smtp.send',
      },
    ]);
    await tokens.stop();
  });

  it('are tried out without a mail', async () => {
    expect(await adapterOf(office.port).probe()).toContainEqual(
      expect.objectContaining({ name: 'writeback', ok: true }),
    );
    expect(office.mails).toEqual([]);
  });

  it('go to one address that cannot bring others in', () => {
    for (const to of ['crm@example.com, all@example.com', 'crm', 'a@b\r\nBcc: c@d'])
      expect(() => adapterOf(office.port, PASSWORD, { to })).toThrow(/resendMail\.to/);
  });
});
