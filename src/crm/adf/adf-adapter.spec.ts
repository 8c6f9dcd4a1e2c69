import type { ScorePush } from '../crm-adapter.js';
import { CrmAuthError, CrmSettingsError } from '../crm.errors.js';
import { CrmReach } from '../crm-reach.js';
import { AdfAdapter } from './adf-adapter.js';
import type { HttpExchange } from './score-sending.js';
import { readAdf } from './adf-reading.js';

const score = (changes: Partial<ScorePush> = {}): ScorePush => ({
  leadExternalId: 'Lot Desk:L-7',
  likelihoodPercent: 81,
  band: 'hot',
  topReason: 'asks to see it & <today>',
  scoredAt: new Date('2026-05-04T16:30:00Z'),
  modelVersion: 'v12',
  deliveryKey: 'd-1',
  ...changes,
});

type Answer = Awaited<ReturnType<HttpExchange>>;

/** A CRM that answers the same to everything and remembers what it was sent. */
function crm(answer: Partial<Answer> = {}) {
  const sent: Parameters<HttpExchange>[] = [];
  const exchange: HttpExchange = async (...request) => {
    sent.push(request);
    return { status: 200, headers: {}, body: '', ...answer };
  };
  return { sent, exchange };
}

const broken: HttpExchange = () => Promise.reject(new Error('reset'));

const throwing: HttpExchange = () =>
  Promise.reject(Object.assign(new Error('refused'), { status: 401 }));

const adapter = (
  exchange: HttpExchange,
  settings: Record<string, unknown> = {
    resendUrl: 'https://crm.example.com/adf',
    vendorName: 'Lakeside',
  },
  secrets: Record<string, string> = {},
) =>
  new AdfAdapter({ id: 'c-1', dialect: 'adf', settings, secrets }, exchange, new CrmReach(), () => {
    throw new Error('No mail server here wants tokens.');
  });

describe('AdfAdapter', () => {
  it('sends a score as a resent prospect that reads back', async () => {
    const { sent, exchange } = crm();

    const results = await adapter(exchange, undefined, { resendToken: 't' }).push([score()]);

    expect(results).toEqual([{ deliveryKey: 'd-1', status: 'accepted' }]);
    const [url, request] = sent[0] ?? [];
    expect(url).toBe('https://crm.example.com/adf');
    expect(request?.headers).toMatchObject({ 'idempotency-key': 'd-1', authorization: 'Bearer t' });
    expect(readAdf(Buffer.from(request?.body ?? ''))).toMatchObject({
      accepted: true,
      prospects: [
        {
          status: 'resend',
          externalIds: [{ source: 'Lot Desk', value: 'L-7' }],
          requestedAt: '2026-05-04T16:30:00Z',
          vendor: { name: 'Lakeside' },
          comments:
            'Likelihood to buy: 81 of 100 (hot).\nMain reason: asks to see it & <today>.\nModel v12.',
        },
      ],
    });
  });

  it('takes scores only where there is an address for them', () => {
    const { exchange } = crm();

    expect(adapter(exchange).pushBatchSize).toBe(20);
    expect(adapter(exchange, { vendorName: 'Lakeside' }).pushBatchSize).toBe(0);
  });

  it.each([
    [204, {}, { status: 'accepted' }],
    [429, { 'retry-after': '30' }, { status: 'retry', retryAfterMs: 30_000 }],
    [503, {}, { status: 'retry' }],
    [422, {}, { status: 'refused' }],
    [302, {}, { status: 'refused' }],
  ])('takes %i with %j as %j', async (status, headers, expected) => {
    const { exchange } = crm({ status, headers });

    expect(await adapter(exchange).push([score()])).toMatchObject([expected]);
  });

  it('does not take a web page for a confirmation', async () => {
    const { exchange } = crm({ body: '<!DOCTYPE html>\n<html><body>Back soon</body></html>' });

    expect(await adapter(exchange).push([score()])).toMatchObject([{ status: 'retry' }]);
  });

  it('takes a web page for a confirmation where the connection says so', async () => {
    const { exchange } = crm({ body: '<html>Thank you</html>' });
    const settings = { resendUrl: 'https://crm.example.com/adf', confirmedBy: 'status' };

    expect(await adapter(exchange, settings).push([score()])).toMatchObject([
      { status: 'accepted' },
    ]);
  });

  it('waits for XML where the connection says so', async () => {
    const { exchange } = crm({ body: 'OK' });
    const settings = { resendUrl: 'https://crm.example.com/adf', confirmedBy: 'xml' };

    expect(await adapter(exchange, settings).push([score()])).toMatchObject([{ status: 'retry' }]);
  });

  it('answers for every score when the connection breaks', async () => {
    const results = await adapter(broken).push([score(), score({ deliveryKey: 'd-2' })]);

    expect(results).toMatchObject([
      { deliveryKey: 'd-1', status: 'retry' },
      { deliveryKey: 'd-2', status: 'retry' },
    ]);
  });

  it('takes an answer that the client threw as the answer it was', async () => {
    expect(await adapter(throwing).push([score()])).toMatchObject([{ status: 'refused' }]);
  });

  it('refuses to write back without an address, and says which setting is missing', async () => {
    const { sent, exchange } = crm();
    const silent = adapter(exchange, {});

    const [result] = await silent.push([score()]);

    expect(result).toMatchObject({
      status: 'refused',
      reason: expect.stringContaining('settings.resendUrl'),
    });
    expect(sent).toEqual([]);
    expect(await silent.probe()).toContainEqual(
      expect.objectContaining({ name: 'writeback', ok: false }),
    );
  });

  it('names settings that cannot work', () => {
    expect(() => adapter(crm().exchange, { resendUrl: 'ftp://x', vendorName: 7 })).toThrow(
      CrmSettingsError,
    );
  });

  it('trusts pushed documents only with the token of the connection', () => {
    const guarded = adapter(crm().exchange, {}, { intakeToken: 'secret' });

    expect(() => guarded.verifyWebhook({ 'X-Intake-Token': 'secret' })).not.toThrow();
    expect(() => guarded.verifyWebhook({ 'x-intake-token': 'secreT' })).toThrow(CrmAuthError);
    expect(() => guarded.verifyWebhook({})).toThrow(CrmAuthError);
    expect(() => adapter(crm().exchange, {}).verifyWebhook({ 'x-intake-token': '' })).toThrow(
      CrmAuthError,
    );
  });

  it('reads pushed documents and pulls nothing', async () => {
    const it = adapter(crm().exchange);
    const document = Buffer.from('<adf><prospect><id>1</id></prospect></adf>');

    expect(it.read(document, 'text/xml')).toMatchObject([
      { kind: 'lead', said: { externalId: 'adf:1' } },
    ]);
    expect(it.pullableKinds()).toEqual([]);
    await expect(it.pull('lead', null)).rejects.toThrow('pushed');
  });
});
