import { AsyncLocalStorage } from 'node:async_hooks';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Whose leads a caller may see, where it is not all of the store's. */
export interface Sight {
  staffId: string;
  /** The salesperson as the CRM writes it; null where they are not known there. */
  crmName: string | null;
}

interface Asking {
  /** Absent: all leads. */
  sight?: Sight | undefined;
}

const asking = new AsyncLocalStorage<Asking>();

/**
 * Gives every request a place to note what its caller may see. After the body is read: reading it would
 * lose the place. Call before any route is made.
 */
export function watchSight(app: NestFastifyApplication): void {
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preHandler', (_request, _reply, done) => asking.run({}, done));
}

/** From here on the request sees no more than this. */
export function narrowSight(sight: Sight): void {
  const request = asking.getStore();
  // Without a place to note it the request would go on with everything in sight.
  if (!request) throw new Error('A request came without watchSight; see app.setup.');
  request.sight = sight;
}

/** What the present request may see; undefined: everything, as jobs and the command line do. */
export const currentSight = (): Sight | undefined => asking.getStore()?.sight;

/** For work that outlives its request, such as a stream: goes on as the one who asked for it. */
export const withSight = <T>(sight: Sight | undefined, work: () => T): T =>
  asking.run({ sight }, work);
