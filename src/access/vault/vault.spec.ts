import { SealBrokenError } from '../access.errors.js';
import { Vault } from './vault.js';

const KEY = 'a key for tests that is long enough to be one';

describe(Vault.name, () => {
  const vault = new Vault(KEY);

  it('opens what it sealed', () => {
    expect(vault.open('a', vault.seal('a', 'Dana R. · +1 312 555 0123 🚗'))).toBe(
      'Dana R. · +1 312 555 0123 🚗',
    );
  });

  it('never seals a text the same way twice', () => {
    expect(vault.seal('a', 'Dana').equals(vault.seal('a', 'Dana'))).toBe(false);
  });

  it.each([
    ["another tenant's seal", () => vault.open('b', vault.seal('a', 'Dana'))],
    ['another key', () => new Vault(`${KEY}!`).open('a', vault.seal('a', 'Dana'))],
    [
      'changed bytes',
      () => {
        const sealed = vault.seal('a', 'Dana');
        sealed[sealed.length - 1]! ^= 1;
        return vault.open('a', sealed);
      },
    ],
    ['no seal at all', () => vault.open('a', Buffer.from('Dana'))],
  ])('refuses %s', (_, open) => {
    expect(open).toThrow(SealBrokenError);
  });

  it('opens a seal that does not say which key made it, with any it has', () => {
    const sealed = vault.seal('a', 'Dana');
    const unnamed = Buffer.concat([Buffer.of(1), sealed.subarray(vault.mark.length)]);

    expect(new Vault(`${KEY}!`, { previous: KEY }).open('a', unnamed)).toBe('Dana');
  });

  it('hashes equal values of one tenant equally, and of two tenants differently', () => {
    const hash = vault.matchHash('a', 'dana@example.com');

    expect(hash.equals(vault.matchHash('a', 'dana@example.com'))).toBe(true);
    expect(hash.equals(vault.matchHash('b', 'dana@example.com'))).toBe(false);
  });
});
