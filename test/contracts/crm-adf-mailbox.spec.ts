import { CrmAdapters, CrmAuthError, CrmProtocolError, CrmReach, CrmUnavailableError } from '#crm';
import { SystemClock } from '#platform';
import { type ImapFault, ImapServer } from '#simulator';
import { CrmHttp } from '../../src/crm/http/crm-http.js';
import { adfOf, MAIL_WORDS, mailsOf, plainMail } from '../support/adf-mails.js';
import { readToEnd } from '../support/dialect-reading.js';
import { TokenServer } from '../support/token-server.js';

const clock = new SystemClock();

function adapterOf(server: ImapServer, changes: object = {}, password = server.password) {
  const reach = new CrmReach();
  reach.allowHost('127.0.0.1');
  const { port, user } = server;
  const mailbox = { host: '127.0.0.1', port, user, tls: 'none', timeoutMs: 500, ...changes };
  return new CrmAdapters(new CrmHttp(reach, clock), reach, clock).create({
    id: 'mailbox',
    dialect: 'adf',
    settings: { mailbox, idSource: 'Lot Desk', resendUrl: 'https://crm.example.com/adf' },
    secrets: {
      mailboxPassword: password,
      mailboxClientId: 'desk',
      mailboxClientSecret: 'a client secret',
      mailboxRefreshToken: 'a refresh token',
    },
  });
}

const idsOf = (records: Awaited<ReturnType<typeof readToEnd>>[0]) =>
  records.flatMap((record) => (record.kind === 'lead' ? [record.said.externalId] : []));

describe('a mailbox of ADF mails', () => {
  let server: ImapServer;

  beforeEach(async () => {
    server = await new ImapServer().start();
  });
  afterEach(() => server.stop());

  it('is read without changing anything in it', async () => {
    server.deliver(plainMail('L-1'));

    await readToEnd(adapterOf(server));

    expect(
      server.commands.filter((command) => /SELECT|STORE|EXPUNGE|COPY|MOVE/i.test(command)),
    ).toEqual([]);
    expect(server.commands).toContainEqual(expect.stringContaining('BODY.PEEK[]'));
  });

  it.each(mailsOf('L-7').map(([way, raw]) => ({ way, raw })))(
    'gives its lead, words unharmed, from $way',
    async ({ raw }) => {
      server.deliver(raw);

      const [records] = await readToEnd(adapterOf(server));

      expect(records).toEqual([
        expect.objectContaining({
          said: expect.objectContaining({ externalId: 'L-7', message: MAIL_WORDS }),
        }),
      ]);
    },
  );

  it('is read from its beginning once its numbers were given anew', async () => {
    server.deliver(plainMail('L-1'), plainMail('L-2'));
    const [, cursor] = await readToEnd(adapterOf(server));
    server.renumber();

    const [records] = await readToEnd(adapterOf(server), cursor);

    expect(idsOf(records)).toEqual(['L-1', 'L-2']);
  });

  it('holds up nothing when a mail was deleted, is too large, or holds no lead', async () => {
    server.deliver(
      plainMail('L-1'),
      plainMail('L-2'),
      'Subject: Lunch?\r\n\r\nAt noon?',
      plainMail('L-3'),
    );
    server.deliver(`Subject: x\r\n\r\n${'x'.repeat(5 * 1024 * 1024)}`);
    server.mails.delete(2);

    const [records] = await readToEnd(adapterOf(server));

    expect(idsOf(records)).toEqual(['L-1', 'L-3']);
    expect(
      records.flatMap((record) => (record.kind === 'unreadable' ? [record.refusal.reason] : [])),
    ).toEqual(['not-xml', 'too-large']);
  });

  it('passes over scores of ours that came back', async () => {
    const own = adfOf('L-1').replace(
      '</prospect>',
      '<provider><name>Lead Likelihood</name><service>Lead score</service></provider></prospect>',
    );
    server.deliver(`Subject: Lead score\r\n\r\n${own}`, plainMail('L-2'));

    const [records] = await readToEnd(adapterOf(server));

    expect(records).toHaveLength(1);
    expect(idsOf(records)).toEqual(['L-2']);
  });

  it.each<ImapFault>(['hangs up', 'slow', 'half an answer'])(
    'is unavailable when the server %s, and loses nothing',
    async (fault) => {
      server.deliver(plainMail('L-1'));
      server.failNext(fault);
      const adapter = adapterOf(server);

      await expect(adapter.pull('lead', null)).rejects.toBeInstanceOf(CrmUnavailableError);

      expect(idsOf((await readToEnd(adapter))[0])).toEqual(['L-1']);
    },
  );

  it('loses no mail that the server would not hand over', async () => {
    server.deliver(plainMail('L-1'));
    server.failNext('refuses');
    const adapter = adapterOf(server);

    await expect(adapter.pull('lead', null)).rejects.toThrow(/mailbox/);

    expect(idsOf((await readToEnd(adapter))[0])).toEqual(['L-1']);
  });

  it('says which secret or setting is wrong', async () => {
    await expect(adapterOf(server, {}, 'wrong').pull('lead', null)).rejects.toBeInstanceOf(
      CrmAuthError,
    );
    await expect(adapterOf(server, { folder: 'Leeds' }).pull('lead', null)).rejects.toBeInstanceOf(
      CrmProtocolError,
    );
    const steps = await adapterOf(server, { folder: 'Leeds' }).probe();
    expect(steps).toContainEqual(expect.objectContaining({ name: 'read the mailbox', ok: false }));
  });

  it('speaks unencrypted, or to private hosts, only where the operator allowed it', async () => {
    const reach = new CrmReach();
    const adapters = new CrmAdapters(new CrmHttp(reach, clock), reach, clock);
    const of = (tls: string) =>
      adapters.create({
        id: tls,
        dialect: 'adf',
        settings: { mailbox: { host: '127.0.0.1', port: server.port, user: 'u', tls } },
        secrets: { mailboxPassword: 'p' },
      });

    await expect(of('none').pull('lead', null)).rejects.toMatchObject({
      code: 'CRM_ADDRESS_REFUSED',
    });
    await expect(of('implicit').pull('lead', null)).rejects.toMatchObject({
      code: 'CRM_ADDRESS_REFUSED',
    });
  });

  it('is opened with an access token, and with a fresh one after a refusal', async () => {
    const tokens = await new TokenServer().start();
    server.deliver(plainMail('L-1'));
    server.accessToken = 'token-1';
    const adapter = adapterOf(server, { oauth: { tokenUrl: `${tokens.origin}/token` } }, '');

    const [first] = await readToEnd(adapter);
    server.accessToken = 'token-2';
    await expect(adapter.pull('lead', null)).rejects.toBeInstanceOf(CrmAuthError);
    const [second] = await readToEnd(adapter);

    expect([idsOf(first), idsOf(second)]).toEqual([['L-1'], ['L-1']]);
    expect(tokens.asked).toEqual([
      {
        grant_type: 'refresh_token',
        refresh_token: 'a refresh token',
        client_id: 'desk',
        client_secret: 'a client secret',
      },
      expect.anything(),
    ]);
    await tokens.stop();
  });

  it('names every setting that cannot work, and the fix', () => {
    const changes = { host: 'no host', port: 0, tls: 'yes', fodler: 'x' };

    for (const key of [
      'mailbox.host',
      'mailbox.port',
      'mailbox.tls',
      'mailbox.fodler',
      'secrets.mailboxPassword',
    ])
      expect(() => adapterOf(server, changes, '')).toThrow(new RegExp(key.replace('.', '\\.')));
  });
});
