import { randomBytes } from 'node:crypto';
import { InvalidConfigurationError } from '#config';
import type { DataSource, EntityManager } from 'typeorm';
import { RootKey } from './root-key.js';
import { Vault } from './vault.js';

const SEALED_FOR = 'vault';

interface KeptRoot {
  id: Buffer;
  matching: Buffer;
}

/**
 * A vault for what this database holds. The database keeps a row for each root key whose seals may still
 * be in it, with the secret of keyed hashes sealed under it: hashes stay comparable when root keys change.
 *
 * @throws InvalidConfigurationError when something in the database was sealed with a key that is not given.
 */
export function openVault(
  dataSource: DataSource,
  { current, previous }: { current: string; previous?: string | undefined },
): Promise<Vault> {
  return dataSource.transaction(async (manager) => {
    // Of processes that start together one makes the secret of keyed hashes.
    await manager.query('LOCK TABLE root_key IN SHARE ROW EXCLUSIVE MODE');
    const kept = await manager.query<KeptRoot[]>(
      'SELECT id, matching_sealed AS matching FROM root_key',
    );
    const held = [current, ...(previous === undefined ? [] : [previous])];
    refuseUnknown(kept, held);
    const matching = kept[0]
      ? new Vault(current, { previous }).open(SEALED_FOR, kept[0].matching)
      : await firstMatching(manager, previous ?? current);
    // Before anything was noted, both may have sealed.
    for (const key of kept[0] ? [current] : held) await keep(manager, key, matching);
    return new Vault(current, { previous, matching });
  });
}

function refuseUnknown(kept: readonly KeptRoot[], held: readonly string[]): void {
  const ids = held.map((key) => new RootKey(key).id);
  const isHeld = ({ id }: KeptRoot): boolean => ids.some((one) => one.equals(id));
  if (kept.every(isHeld)) return;
  throw new InvalidConfigurationError('SECRET_KEY', [
    kept.some(isHeld)
      ? 'some of this database is still sealed with the key before: name that one in SECRET_KEY_PREVIOUS, then run "npm run cli -- reseal"'
      : 'this database was sealed with another key: give that one, or to change to a new key name it in SECRET_KEY_PREVIOUS',
  ]);
}

/** Until root keys were noted, hashes were made from the root key itself; those of a filled database must stay. */
async function firstMatching(manager: EntityManager, rootKey: string): Promise<string> {
  const [row] = await manager.query<[{ filled: boolean }]>(
    'SELECT EXISTS (SELECT FROM dealership) AS filled',
  );
  return row.filled ? rootKey : randomBytes(32).toString('base64url');
}

async function keep(manager: EntityManager, key: string, matching: string): Promise<void> {
  await manager.query(
    'INSERT INTO root_key (id, matching_sealed) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING',
    [new RootKey(key).id, new Vault(key).seal(SEALED_FOR, matching)],
  );
}
