import { createServer, type AddressInfo } from 'node:net';
import { isPortTaken } from './taken-port.js';

describe('a port asked about', () => {
  it('is taken while another program listens there, and free afterwards', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen({ port: 0, host: '127.0.0.1' }, resolve));
    const { port } = other.address() as AddressInfo;
    expect(await isPortTaken(port, '127.0.0.1')).toBe(true);
    await new Promise((resolve) => other.close(resolve));
    expect(await isPortTaken(port, '127.0.0.1')).toBe(false);
  });

  it('is no answer where the address is not of this machine', async () => {
    await expect(isPortTaken(1234, '192.0.2.1')).rejects.toThrow('EADDRNOTAVAIL');
  });
});
