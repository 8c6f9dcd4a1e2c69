import { Env, parseSettings } from '#config';
import { launch, onSignal } from '../../src/launch.js';

export interface WorkerOrder {
  /** JSON is YAML. */
  settings: string;
  env: Partial<Env>;
}

/** A worker as `npm start` would run it, until it is killed. */
async function work({ settings, env }: WorkerOrder): Promise<void> {
  const { stop } = await launch({
    settings: parseSettings(settings, {}, 'chaos'),
    env: Object.assign(new Env(), env),
  });
  onSignal(stop);
  process.send?.('ready');
}

// Its bench was killed: nobody is left to end it.
process.once('disconnect', () => process.exit(1));

process.once('message', (order: WorkerOrder) => {
  work(order).catch((error: unknown) => {
    process.stderr.write(`A worker did not start: ${String((error as Error).stack)}\n`);
    process.exit(1);
  });
});
