import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { CrmAdapters, CrmReach, readAdf } from '#crm';
import { SystemClock } from '#platform';
import { CrmHttp } from '../../src/crm/http/crm-http.js';
import { scoreOf } from '../support/dialect-reading.js';

const USER = 'desk@example.com';
const PASSWORD = 'a mail password of the tests';

interface Post {
  port: number;
  mails: string[];
  /** The answer to the mails to come, one each; others are taken. */
  answers: (number | undefined)[];
  stop(): Promise<void>;
}

/** A mail server on loopback that keeps what it takes. */
async function post(): Promise<Post> {
  const mails: string[] = [];
  const answers: (number | undefined)[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    logger: false,
    onAuth: ({ username, password }, _session, done) =>
      username === USER && password === PASSWORD
        ? done(null, { user: username })
        : done(new Error('no')),
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
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    answers,
    stop: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
}

function adapterOf(port: number, password = PASSWORD, changes: object = {}) {
  const reach = new CrmReach();
  reach.allowHost('127.0.0.1');
  const clock = new SystemClock();
  const addresses = { from: USER, to: 'crm@example.com' };
  const server = { host: '127.0.0.1', port, tls: 'none', user: USER, timeoutMs: 2000 };
  return new CrmAdapters(new CrmHttp(reach, clock), reach, clock).create({
    id: 'mail',
    dialect: 'adf',
    settings: { vendorName: 'Lakeside', resendMail: { ...server, ...addresses, ...changes } },
    secrets: { smtpPassword: password },
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
