import { DatasetBuilder, type Dataset } from '#training';
import { withPulledGroup } from '../pulled-group.js';

export interface SimulatedDataset {
  dataset: Dataset;
  /** The end of its history. */
  now: Date;
  /** Of every rooftop, by the identifier that leads carry. */
  rooftops: Map<string, string>;
}

/** What training sees of a simulated group: its history pulled, cleaned and stored as in the product. */
export async function simulatedDataset(world: {
  seed: number;
  now: Date;
  rooftops: number;
  months: number;
}): Promise<SimulatedDataset> {
  return withPulledGroup(world, async ({ launched, groupId, dealerships }) => {
    const builder = launched.app.get(DatasetBuilder);
    const dataset = await builder.build(groupId, world.now, () => undefined);
    // All was pulled at once; in its time each outcome was recorded when it came.
    for (const lead of dataset.leads) lead.recordedAt = lead.outcomeAt;
    const rooftops = new Map(dealerships.map(({ id, key }) => [id, key]));
    return { dataset, now: world.now, rooftops };
  });
}
