import type { World } from '#simulator';
import { arriveNow } from '../../src/simulator/world/events.js';

/** Leads of new people, known to the simulated CRM as well, as bodies of POST /v1/leads. */
export function postedLeads(world: World, count: number): string[] {
  const rooftop = world.rooftops[0]?.key ?? '';
  return Array.from({ length: count }, (_, at) => {
    const { lead, vehicle } = arriveNow(world, rooftop, Date.now(), { kind: 'sales' });
    return JSON.stringify({
      id: lead.id,
      source: lead.source,
      channel: lead.channel,
      message: lead.message,
      assignedTo: lead.assigned_to,
      // People of their own: somebody asking again for the same vehicle would be a duplicate, and not scored.
      customer: {
        id: `bench-${at}`,
        name: `Person ${at} Example`,
        email: `person${at}@example.com`,
        phone: `+1312555${String(at % 10_000).padStart(4, '0')}`,
      },
      // Told by its numbers alone, as a form would: the stock itself is the CRM's to describe.
      vehicle: vehicle && { vin: vehicle.vin, stockNumber: vehicle.stock, make: vehicle.make },
      custom: lead.custom_fields,
    });
  });
}
