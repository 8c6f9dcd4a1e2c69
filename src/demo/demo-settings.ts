import { readFileSync } from 'node:fs';
import { stringify, parse } from 'yaml';
import { parseSettings, type Settings } from '#config';
import type { World } from '#simulator';

const DIALECT_FILE = 'config/dialects/simulated-crm.yaml';

export const CONNECTION_KEY = 'crm';

const WEEKDAY = '09:00-20:00';
const OPEN = {
  mon: WEEKDAY,
  tue: WEEKDAY,
  wed: WEEKDAY,
  thu: WEEKDAY,
  fri: WEEKDAY,
  sat: '09:00-19:00',
  sun: '11:00-17:00',
};

/** The simulated group as a settings file would say it: each rooftop a connection to the CRM at `crmUrl`. */
export function demoSettings(world: World, crmUrl: string, syncEverySeconds: number): Settings {
  const dialect = parse(readFileSync(DIALECT_FILE, 'utf8')) as Record<string, unknown>;
  const settings = {
    ...dialect,
    baseUrl: `${crmUrl}/api/v2`,
    leadUrl: `${crmUrl}/leads/{id}`,
  };
  const dealerships = world.rooftops.map((rooftop) => ({
    key: rooftop.key,
    name: rooftop.name,
    timeZone: rooftop.timeZone,
    region: rooftop.region,
    simulated: true,
    openingHours: OPEN,
    connections: [
      {
        key: CONNECTION_KEY,
        name: 'Simulated CRM',
        dialect: 'rest',
        syncEverySeconds,
        settings,
        secrets: {
          clientId: rooftop.clientId,
          clientSecret: rooftop.clientSecret,
          webhookSecret: rooftop.clientSecret,
        },
      },
    ],
  }));
  const group = {
    key: 'simulated',
    name: world.groupName,
    timeZone: 'America/Chicago',
    dealerships,
  };
  return parseSettings(stringify({ groups: [group] }), {}, 'the simulated group');
}
