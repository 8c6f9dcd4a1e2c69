import { createServer } from 'node:net';

/** Whether another program listens there. Asked before the application listens, which logs a refusal as its own error. */
export async function isPortTaken(port: number, host: string): Promise<boolean> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen({ port, host }, resolve);
    });
    return false;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return true;
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
