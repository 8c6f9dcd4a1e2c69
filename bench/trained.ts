import type { INestApplicationContext } from '@nestjs/common';
import { ApiKeys, Directory, type Dealership, SCOPES } from '#access';
import type { Env, Settings } from '#config';
import { createWorld, startSimulatedCrm, type SimulatedCrm, type World } from '#simulator';
import { TrainingRuns } from '#training';
import { demoSettings } from '../src/demo/demo-settings.js';
import type { Launched } from '../src/launch.js';
import { pull } from './pulling.js';
import { openStage, say, type Stage } from './stage.js';

const SEED = 20;
const MONTHS = 24;
/** Nothing is pulled while measuring: once a day. */
const SYNC_EVERY_SECONDS = 86_400;

/** One simulated rooftop with two years of history, pulled, learned from, and a champion that serves. */
export class TrainedRooftop {
  // oxlint-disable-next-line max-params -- what was opened, kept together
  private constructor(
    readonly stage: Stage,
    readonly world: World,
    private readonly crm: SimulatedCrm,
    private readonly settings: Settings,
    readonly dealership: Dealership,
    /** May do everything at this rooftop. */
    readonly apiKey: string,
    readonly counts: { leads: number; verdict: string },
  ) {}

  static async open(): Promise<TrainedRooftop> {
    const stage = await openStage();
    const world = createWorld({ seed: SEED, now: new Date(), rooftops: 1, months: MONTHS });
    const crm = await startSimulatedCrm({ world });
    const settings = demoSettings(world, crm.url, SYNC_EVERY_SECONDS);
    // Without workers: each step is done here, and nothing else meanwhile.
    const launched = await stage.open(settings, { ROLE: 'api' });
    let ready = false;
    try {
      const dealership = await onlyDealership(launched.app);
      const leads = await pull(launched.app, dealership);
      const verdict = await train(launched.app, dealership);
      const { id: dealershipId, groupId } = dealership;
      const issued = await launched.app
        .get(ApiKeys)
        .issue({ groupId, dealershipId, name: 'bench', scopes: [...SCOPES] });
      const counts = { leads, verdict };
      ready = true;
      return new TrainedRooftop(stage, world, crm, settings, dealership, issued.key, counts);
    } finally {
      await launched.stop();
      if (!ready) {
        await crm.stop();
        await stage.close();
      }
    }
  }

  /** The application on what was learned, listening on loopback. */
  async serve(env: Partial<Env>): Promise<{ launched: Launched; url: string }> {
    const launched = await this.stage.open(this.settings, env);
    await launched.app.listen({ port: 0, host: '127.0.0.1' });
    const url = (await launched.app.getUrl()).replace('[::1]', '127.0.0.1');
    return { launched, url };
  }

  async close(): Promise<void> {
    await this.crm.stop();
    await this.stage.close();
  }
}

async function onlyDealership(app: INestApplicationContext): Promise<Dealership> {
  const directory = app.get(Directory);
  for (const group of await directory.groups())
    for (const dealership of await directory.dealershipsOf(group.id)) return dealership;
  throw new Error('The simulated group has no dealership.');
}

async function train(app: INestApplicationContext, { groupId }: Dealership): Promise<string> {
  const runs = app.get(TrainingRuns);
  await runs.request(groupId, 'bench');
  const run = await runs.run(groupId);
  if (run?.state !== 'promoted') throw new Error(`No champion: ${run?.verdict ?? 'no run'}`);
  say(run.verdict ?? '');
  return run.verdict ?? '';
}
