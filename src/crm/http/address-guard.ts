import { lookup as resolveHost, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import type { CrmReach } from '../crm-reach.js';
import { CrmAddressRefusedError } from '../crm.errors.js';

/** True for addresses of the public internet; private, loopback, link-local and mapped ones are not. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

function refusal(host: string): CrmAddressRefusedError {
  return new CrmAddressRefusedError(
    `${host} is, or resolves to, an address inside a private network. ` +
      'Use the public address of the CRM, or have the operator allow this host.',
  );
}

/** Resolves like the system does, and fails when any of the addresses is not public. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolveHost(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const first = addresses?.[0];
    if (error || !first) return callback(error ?? new Error('no address'), '', 0);
    if (!addresses.every(({ address }) => isPublicAddress(address)))
      return callback(refusal(hostname), '', 0);
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};

/**
 * Opens sockets only to public addresses and to hosts the operator allowed. The check is made on the
 * very addresses the socket will use, so a name that changes its mind between check and use gains nothing.
 */
export function guardedConnector(reach: CrmReach, timeoutMs: number): buildConnector.connector {
  const anywhere = buildConnector({ timeout: timeoutMs });
  const publicOnly = buildConnector({ timeout: timeoutMs, lookup: publicLookup });
  return (options, callback) => {
    const host = options.hostname.replace(/^\[|\]$/g, '');
    const port = options.port || (options.protocol === 'https:' ? '443' : '80');
    if (reach.allowsHost(host, port)) return anywhere(options, callback);
    // A literal address never passes through lookup.
    if (isIP(host) !== 0 && !isPublicAddress(host)) return callback(refusal(host), null);
    return publicOnly(options, callback);
  };
}
