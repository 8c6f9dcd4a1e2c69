import { Client } from 'pg';
import request from 'supertest';
import { readAdfMessage } from '#crm';
import { SmtpDoor } from '#ingestion';
import { MOST_BYTES } from '../../src/ingestion/mail/smtp-session.js';
import { asMail, CORPUS, corpusBytes, corpusCases } from '../support/adf-corpus.js';
import { adfOf, MAIL_WORDS, mailsOf, plainMail } from '../support/adf-mails.js';
import { testApp, type TestApp } from '../support/app.js';
import { describeWithShared } from '../support/shared.js';
import { SmtpClient, sendMail } from '../support/smtp-client.js';

const TOKEN = 'k3n8x2v7q9w4z6t1m5r0';
const TO = `${TOKEN}@leads.example.com`;
const OTHER = 'p0q1r2s3t4u5v6w7x8y9@leads.example.com';

const SETTINGS = `
groups:
  - key: north
    name: North Group
    timeZone: America/Chicago
    dealerships:
      - key: north-a
        name: North A
        timeZone: America/Chicago
        connections:
          - { key: mailed, name: Mailed ADF, dialect: adf, settings: { idSource: Lot Desk }, secrets: { mailToken: ${TOKEN} } }
      - key: north-b
        name: North B
        timeZone: America/Chicago
        connections:
          - { key: mailed, name: Mailed ADF, dialect: adf, settings: { idSource: Lot Desk }, secrets: { mailToken: p0q1r2s3t4u5v6w7x8y9 } }
`;

describe('the SMTP door', () => {
  let test: TestApp;
  let port: number;
  let database: Client;

  beforeAll(async () => {
    test = await testApp(SETTINGS, { ROLE: 'api', SMTP_PORT: 0, SMTP_MAX_CONNECTIONS: 8 });
    port = (await test.app.get(SmtpDoor).open())?.port ?? 0;
    database = new Client({ connectionString: test.databaseUrl });
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await test.stop();
  });

  const count = async (table: 'lead' | 'quarantine', where = 'true'): Promise<number> => {
    const { rows } = await database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${table} WHERE ${where}`,
    );
    return rows[0]?.n ?? -1;
  };

  it('answers 250 once the lead is there, and the same mail again changes nothing', async () => {
    expect(await sendMail(port, TO, Buffer.from(plainMail('S-1')))).toBe(250);
    expect(await count('lead', "external_id = 'S-1'")).toBe(1);

    expect(await sendMail(port, TO, Buffer.from(plainMail('S-1')))).toBe(250);
    expect(await count('lead', "external_id = 'S-1'")).toBe(1);
  });

  it.each(mailsOf('').map(([way], at) => ({ way, at })))('takes $way', async ({ at }) => {
    const id = `W-${at}`;
    const raw = mailsOf(id)[at]?.[1] ?? Buffer.alloc(0);

    expect(await sendMail(port, TO, raw)).toBe(250);

    const key = await test.apiKey('north-a');
    const { rows } = await database.query<{ id: string }>(
      'SELECT id FROM lead WHERE external_id = $1',
      [id],
    );
    const { body } = await request(test.url)
      .get(`/v1/leads/${rows[0]?.id}`)
      .set('authorization', `Bearer ${key}`)
      .expect(200);
    expect(JSON.stringify(body)).toContain(MAIL_WORDS);
  });

  it('gives a mail to every dealership it names, and to each once', async () => {
    expect(
      await sendMail(
        port,
        [TO, OTHER, `${TOKEN}+again@leads.example.com`],
        Buffer.from(plainMail('B-1')),
      ),
    ).toBe(250);

    expect(await count('lead', "external_id = 'B-1'")).toBe(2);
  });

  it('keeps what it cannot read in quarantine, with the reason, and still says 250', async () => {
    const before = await count('quarantine');

    expect(await sendMail(port, TO, Buffer.from('Subject: Lunch?\r\n\r\nAt noon?'))).toBe(250);

    expect(await count('quarantine')).toBe(before + 1);
    expect(await count('quarantine', "reason = 'not-xml'")).toBeGreaterThan(0);
  });

  it('lets in neither unknown recipients nor those who guess', async () => {
    expect(await sendMail(port, 'sales@leads.example.com', Buffer.from(adfOf('X')))).toBe(550);
    const [client] = await SmtpClient.connect(port);
    await client.say('EHLO tests.example.com');
    await client.say('MAIL FROM:<router@example.com>');
    const codes: number[] = [];
    // oxlint-disable-next-line no-await-in-loop -- one guess after the other
    for (let at = 0; at < 6; at++)
      codes.push(await client.say(`RCPT TO:<guess${at}@leads.example.com>`));

    expect(codes).toEqual([550, 550, 550, 550, 550, 421]);
    client.close();
  });

  it('refuses a mail that is too large, and stores nothing of it', async () => {
    const large = Buffer.concat([
      Buffer.from(plainMail('BIG')),
      Buffer.alloc(5 * 1024 * 1024, 'x\r\n'),
    ]);

    expect(await sendMail(port, TO, large)).toBe(552);
    expect(await count('lead', "external_id = 'BIG'")).toBe(0);
  });

  it('stores nothing of a mail whose sender hung up, and takes it the second time', async () => {
    const [client] = await SmtpClient.connect(port);
    await client.say('EHLO tests.example.com');
    await client.say('MAIL FROM:<router@example.com>');
    await client.say(`RCPT TO:<${TO}>`);
    await client.say('DATA');
    client.close();
    expect(await count('lead', "external_id = 'CUT'")).toBe(0);

    expect(await sendMail(port, TO, Buffer.from(plainMail('CUT')))).toBe(250);
    expect(await count('lead', "external_id = 'CUT'")).toBe(1);
  });

  it('has the sender try again while nothing can be stored', async () => {
    await database.query('ALTER TABLE lead RENAME TO lead_away');
    try {
      expect(await sendMail(port, TO, Buffer.from(plainMail('LATER')))).toBe(451);
    } finally {
      await database.query('ALTER TABLE lead_away RENAME TO lead');
    }

    expect(await sendMail(port, TO, Buffer.from(plainMail('LATER')))).toBe(250);
  });

  it('offers neither sign-in nor an encryption that anybody could open', async () => {
    const [client] = await SmtpClient.connect(port);

    expect(await client.say('EHLO tests.example.com')).toBe(250);
    expect(await client.say('STARTTLS')).toBeGreaterThanOrEqual(500);
    expect(await client.say('AUTH LOGIN')).toBeGreaterThanOrEqual(500);
    client.close();
  });

  it('turns connections away beyond its limit', async () => {
    const open = await Promise.all(Array.from({ length: 10 }, () => SmtpClient.connect(port)));

    expect(open.filter(([, code]) => code === 421)).toHaveLength(2);
    for (const [client] of open) client.close();
  });
});

describeWithShared(CORPUS, 'the SMTP door and the ADF corpus', () => {
  let test: TestApp;
  let port: number;
  let database: Client;

  beforeAll(async () => {
    test = await testApp(SETTINGS, { ROLE: 'api', SMTP_PORT: 0 });
    port = (await test.app.get(SmtpDoor).open())?.port ?? 0;
    database = new Client({ connectionString: test.databaseUrl });
    await database.connect();
  });
  afterAll(async () => {
    await database.end();
    await test.stop();
  });

  const kept = async (): Promise<{ leads: number; held: number }> => {
    const { rows } = await database.query<{ leads: number; held: number }>(
      'SELECT (SELECT count(*)::int FROM lead) AS leads, (SELECT count(*)::int FROM quarantine) AS held',
    );
    return rows[0] ?? { leads: -1, held: -1 };
  };

  it.each(corpusCases())(
    'stores the leads of $file, or the document in quarantine',
    async (one) => {
      // Two documents may be of one lead.
      await database.query('UPDATE lead SET external_id = id::text');
      const before = await kept();
      const mail = asMail(one, corpusBytes(one));
      const reading = await readAdfMessage(mail, 'message/rfc822');

      const code = await sendMail(port, TO, mail);

      const after = await kept();
      const tooLarge = mail.length > MOST_BYTES;
      expect(code).toBe(tooLarge ? 552 : 250);
      expect({ leads: after.leads - before.leads, held: after.held - before.held }).toEqual({
        leads: reading.accepted ? reading.prospects.length : 0,
        held: tooLarge || (reading.accepted && !reading.incomplete) ? 0 : 1,
      });
    },
  );
});
