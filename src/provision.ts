import type { INestApplicationContext } from '@nestjs/common';
import type { Settings } from '#config';
import { Directory, Tenancy } from '#access';
import { ConnectionChanges, Connections } from '#leads';

/** Makes the groups, dealerships and connections of the settings file, or brings them up to date with it. */
export async function provision(app: INestApplicationContext, settings: Settings): Promise<void> {
  const directory = app.get(Directory);
  const tenancy = app.get(Tenancy);
  const connections = app.get(Connections);
  const changes = app.get(ConnectionChanges);
  for (const group of settings.groups) {
    const { dealerships } = await directory.provision(group);
    for (const [index, dealership] of dealerships.entries())
      await tenancy.asDealership(dealership.id, async (manager) => {
        const declared = group.dealerships[index]?.connections ?? [];
        for (const connection of declared)
          await connections.save(manager, dealership.id, connection);
        const kept = declared.map(({ key }) => key);
        await changes.handOver(manager, dealership.id, kept);
      });
  }
}
