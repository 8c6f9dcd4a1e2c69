import { Directory } from '#access';
import { createWorld, startSimulatedCrm } from '#simulator';
import { DatasetBuilder, type Dataset } from '#training';
import { demoSettings } from '../../src/demo/demo-settings.js';
import { pull } from '../pulling.js';
import { openStage } from '../stage.js';

export interface SimulatedDataset {
  dataset: Dataset;
  /** The end of its history. */
  now: Date;
  /** Of every rooftop, by the identifier that leads carry. */
  rooftops: Map<string, string>;
}

/** Nothing is pulled but by us. */
const SYNC_EVERY_SECONDS = 86_400;

/** What training sees of a simulated group: its history pulled, cleaned and stored as in the product. */
export async function simulatedDataset(world: {
  seed: number;
  now: Date;
  rooftops: number;
  months: number;
}): Promise<SimulatedDataset> {
  const stage = await openStage();
  const made = createWorld(world);
  const crm = await startSimulatedCrm({ world: made });
  try {
    const settings = demoSettings(made, crm.url, SYNC_EVERY_SECONDS);
    const { app, stop } = await stage.open(settings, { ROLE: 'api' });
    try {
      const [group] = await app.get(Directory).groups();
      if (!group) throw new Error('The simulated settings hold no group.');
      const dealerships = await app.get(Directory).dealershipsOf(group.id);
      for (const dealership of dealerships) await pull(app, dealership);
      const dataset = await app.get(DatasetBuilder).build(group.id, world.now, () => undefined);
      // All was pulled at once; in its time each outcome was recorded when it came.
      for (const lead of dataset.leads) lead.recordedAt = lead.outcomeAt;
      return {
        dataset,
        now: world.now,
        rooftops: new Map(dealerships.map(({ id, key }) => [id, key])),
      };
    } finally {
      await stop();
    }
  } finally {
    await crm.stop();
    await stage.close();
  }
}
