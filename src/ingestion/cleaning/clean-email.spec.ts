import { Refused } from './cleaned.js';
import { cleanEmail } from './clean-email.js';

describe(cleanEmail, () => {
  it.each([
    [' Pat.Doe@GMAIL.com ', 'pat.doe@gmail.com', 'personal'],
    ['mailto:pat@yahoo.co.uk', 'pat@yahoo.co.uk', 'personal'],
    ['Pat Doe <pat@acme.example.com>;', 'pat@acme.example.com', 'work'],
    ['x1y2@privaterelay.appleid.com', 'x1y2@privaterelay.appleid.com', 'relay'],
    ['b7@reply.craigslist.org', 'b7@reply.craigslist.org', 'relay'],
    ['a@mailinator.com', 'a@mailinator.com', 'disposable'],
  ])('reads %p as %s (%s)', (said, email, emailKind) => {
    expect(cleanEmail(said)).toEqual({ email, emailKind });
  });

  it.each([
    'pat',
    'pat@',
    '@example.com',
    'a b@example.com',
    'pat@example',
    'a..b@example.com',
    `${'a'.repeat(65)}@example.com`,
  ])('refuses %p', (said) => {
    expect(cleanEmail(said)).toBeInstanceOf(Refused);
  });

  it.each(['noemail@dealer.example.com', 'none@none.com', 'x@noemail.com', 'test@test.com'])(
    'refuses the placeholder %p',
    (said) => {
      expect(cleanEmail(said)).toMatchObject({
        refusal: { reason: 'a placeholder, not an address' },
      });
    },
  );

  it('answers a hostile address quickly', () => {
    const started = performance.now();

    cleanEmail(`${'a.'.repeat(150)}@${'b-'.repeat(80)}`);

    expect(performance.now() - started).toBeLessThan(50);
  });
});
