import type { INestApplicationContext } from '@nestjs/common';
import { Tenancy, type Dealership } from '#access';
import { Sync } from '#ingestion';
import { Connections } from '#leads';
import { say } from './stage.js';

/** Pulls everything the CRM has for a dealership, in this process. @returns how many leads it then has. */
export async function pull(app: INestApplicationContext, { id }: Dealership): Promise<number> {
  const tenancy = app.get(Tenancy);
  const connections = await tenancy.asDealership(id, (manager) =>
    app.get(Connections).list(manager, id),
  );
  for (const connection of connections) {
    const counts = await app.get(Sync).run(id, connection.id);
    say(`pulled ${counts.pulled} records in ${process.uptime().toFixed(0)} s`);
  }
  const [row] = await tenancy.asDealership(id, (manager) =>
    manager.query<[{ leads: number }]>('SELECT count(*)::int AS leads FROM lead'),
  );
  return row.leads;
}
