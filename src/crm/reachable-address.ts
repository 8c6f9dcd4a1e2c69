import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { CrmReach } from './crm-reach.js';
import { CrmAddressRefusedError, CrmUnavailableError } from './crm.errors.js';
import { isPublicAddress } from './http/address-guard.js';

/**
 * The address to open a socket to, for what is no HTTP: mail, SFTP, databases. The very address that was
 * checked is connected to, so a name that changes its mind in between gains nothing.
 *
 * @throws CrmAddressRefusedError when the host is, or resolves to, an address inside a private network.
 * @throws CrmUnavailableError when the name cannot be resolved now.
 */
export async function reachableAddress(
  reach: CrmReach,
  host: string,
  port: number,
): Promise<string> {
  const addresses = isIP(host) ? [host] : await resolved(host);
  const [first] = addresses;
  if (first === undefined) throw new CrmUnavailableError(`${host} has no address.`);
  if (reach.allowsHost(host, String(port)) || addresses.every(isPublicAddress)) return first;
  throw new CrmAddressRefusedError(
    `${host} is, or resolves to, an address inside a private network. Use the public address, or have the operator allow this host.`,
  );
}

/** @throws CrmAddressRefusedError: unencrypted only to hosts the operator allowed by name. */
export function refuseUnencrypted(reach: CrmReach, host: string, port: number): void {
  if (reach.allowsHost(host, String(port))) return;
  throw new CrmAddressRefusedError(
    `${host}:${port} would be spoken to unencrypted. Set tls, or have the operator allow this host.`,
  );
}

async function resolved(host: string): Promise<string[]> {
  try {
    return (await lookup(host, { all: true })).map(({ address }) => address);
  } catch (error) {
    throw new CrmUnavailableError(
      `${host} cannot be resolved: ${(error as { code?: string }).code ?? 'unknown'}.`,
    );
  }
}
