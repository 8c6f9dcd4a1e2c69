import { resolve } from 'node:path';
import { Injectable } from '@nestjs/common';

/**
 * What a connection may reach from this process. Settings can be written by a dealership's
 * administrator, so they must not turn the server into a door to its own network or disk.
 */
@Injectable()
export class CrmReach {
  readonly #hosts = new Set<string>();
  #dropFolder = resolve('drop');

  /** Lets connections use a private address or plain http: `host` (any port) or `host:port`. */
  allowHost(host: string): void {
    this.#hosts.add(host.toLowerCase());
  }

  allowsHost(hostname: string, port: string): boolean {
    const host = hostname.toLowerCase();
    return this.#hosts.has(host) || this.#hosts.has(`${host}:${port}`);
  }

  /** File connections read and write below this folder only. */
  get dropFolder(): string {
    return this.#dropFolder;
  }

  useDropFolder(folder: string): void {
    this.#dropFolder = resolve(folder);
  }
}
