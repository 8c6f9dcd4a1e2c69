import { Directory, type Dealership } from '#access';
import type { Settings } from '#config';
import { createWorld, startSimulatedCrm } from '#simulator';
import { demoSettings } from '../src/demo/demo-settings.js';
import type { Launched } from '../src/launch.js';
import { pull } from './pulling.js';
import { openStage, type Stage } from './stage.js';

export interface PulledGroup {
  stage: Stage;
  settings: Settings;
  groupId: string;
  dealerships: Dealership[];
  leads: number;
  /** The application that pulled it. */
  launched: Launched;
}

/** Nothing is pulled but by us. */
const SYNC_EVERY_SECONDS = 86_400;

/** A simulated group whose whole history was pulled, cleaned and stored as in the product; gone after the work. */
export async function withPulledGroup<T>(
  world: { seed: number; now: Date; rooftops: number; months: number },
  work: (group: PulledGroup) => Promise<T>,
): Promise<T> {
  const stage = await openStage();
  const made = createWorld(world);
  const crm = await startSimulatedCrm({ world: made });
  try {
    const settings = demoSettings(made, crm.url, SYNC_EVERY_SECONDS);
    // Without workers: each step is done here, and nothing else meanwhile.
    const launched = await stage.open(settings, { ROLE: 'api' });
    try {
      const directory = launched.app.get(Directory);
      const [group] = await directory.groups();
      if (!group) throw new Error('The simulated settings hold no group.');
      const dealerships = await directory.dealershipsOf(group.id);
      let leads = 0;
      for (const dealership of dealerships) leads += await pull(launched.app, dealership);
      return await work({ stage, settings, groupId: group.id, dealerships, leads, launched });
    } finally {
      await launched.stop();
    }
  } finally {
    await crm.stop();
    await stage.close();
  }
}
