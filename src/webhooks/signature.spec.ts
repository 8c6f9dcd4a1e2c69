import { Webhook } from 'standardwebhooks';
import { liveOf, type LiveSecret, newSecret, rotated, signedHeaders } from './signature.js';

const now = (): Date => new Date();
const BODY = '{"type":"webhook.test","data":{"price":"26,995 €"}}';

describe(signedHeaders.name, () => {
  it('is accepted by the reference receiver, and by no other secret', () => {
    const secret = newSecret();
    const headers = signedHeaders({ id: 'msg_1', body: BODY, at: now() }, [
      { secret, until: null },
    ]);

    expect(new Webhook(secret).verify(BODY, headers)).toMatchObject({ type: 'webhook.test' });
    expect(() => new Webhook(newSecret()).verify(BODY, headers)).toThrow(/signature/i);
    expect(() => new Webhook(secret).verify(BODY.replace('26', '27'), headers)).toThrow(
      /signature/i,
    );
  });

  it('signs with the secret before, too, for a day after it was changed', () => {
    const first: LiveSecret[] = [{ secret: newSecret(), until: null }];
    const second = rotated(first, now());
    const headers = signedHeaders({ id: 'msg_1', body: BODY, at: now() }, second);

    for (const { secret } of [...first, ...second])
      expect(new Webhook(secret).verify(BODY, headers)).toBeTruthy();
    const tomorrow = new Date(now().getTime() + 86_400_001);
    expect(liveOf(second, tomorrow)).toEqual([second[0]]);
  });

  it('keeps no more than two secrets alive', () => {
    const third = rotated(rotated([{ secret: newSecret(), until: null }], now()), now());

    expect(third).toHaveLength(2);
    expect(third.map(({ until }) => until === null)).toEqual([true, false]);
  });
});
