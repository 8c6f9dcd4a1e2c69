import { Dice, hash32 } from './dice.js';

/** Somebody at the sales desk. Skill and pace are hidden: the CRM shows the name alone. */
export interface Rep {
  name: string;
  /** -1 (poor) to 1 (excellent) at turning talk into visits. */
  skill: number;
  /** Multiplies the time to a first answer; 1 = usual, 3 = slow. */
  pace: number;
}

/** One dealership of the group, with credentials of its own at the CRM. */
export interface Rooftop {
  key: string;
  name: string;
  timeZone: string;
  /** First three digits of the ZIP codes around it. */
  zipArea: string;
  /** Rooftops of one region resemble each other. */
  region: string;
  /** Hidden: log-odds by which its leads buy more often than the group's, by place and by repute. */
  standing: number;
  clientId: string;
  clientSecret: string;
  reps: Rep[];
}

export const GROUP_NAME = 'Riverside Auto Group';

const PLACES = [
  placeIn('Chicago', 'America/Chicago', '606', 'midwest'),
  placeIn('Denver', 'America/Denver', '802', 'west'),
  placeIn('Columbus', 'America/New_York', '432', 'midwest'),
  placeIn('Phoenix', 'America/Phoenix', '850', 'west'),
  placeIn('Tacoma', 'America/Los_Angeles', '984', 'west'),
  placeIn('Tulsa', 'America/Chicago', '741', 'south'),
];

/** How far a region and a rooftop may stand from the group, in log-odds. */
const REGION_SPAN = 0.2;
const ROOFTOP_SPAN = 0.35;

const REP_NAMES = [
  'Maya Torres',
  'Owen Blake',
  'Priya Nair',
  'Sam Whitaker',
  'Lena Kowalski',
  'Andre Fields',
  'Tessa Morgan',
  'Victor Huang',
  'Nora Lindqvist',
  'Caleb Stone',
] as const;

/** @throws RangeError unless `count` is 1 to 6. */
export function openRooftops(seed: number, count: number): Rooftop[] {
  if (!Number.isInteger(count) || count < 1 || count > PLACES.length) {
    throw new RangeError(
      `rooftops must be a whole number from 1 to ${PLACES.length}, not ${count}`,
    );
  }
  return PLACES.slice(0, count).map((place, index) => ({
    ...place,
    standing: standingOf(seed, place),
    clientId: `sim-${place.key}`,
    clientSecret: `sim-secret-${hash32(`${seed}/${place.key}/secret`).toString(16)}`,
    reps: hireReps(new Dice(`${seed}/${place.key}/reps`), index),
  }));
}

function hireReps(dice: Dice, index: number): Rep[] {
  return Array.from({ length: 6 }, (_, seat) => ({
    name: REP_NAMES[(index * 3 + seat) % REP_NAMES.length]!,
    skill: dice.between(-1, 1),
    pace: seat % 3 === 0 ? dice.between(2.2, 4) : dice.between(0.4, 1.4),
  }));
}

type Place = Pick<Rooftop, 'key' | 'name' | 'timeZone' | 'zipArea' | 'region'>;

function placeIn(town: string, timeZone: string, zipArea: string, region: string): Place {
  return { key: town.toLowerCase(), name: `Riverside Auto ${town}`, timeZone, zipArea, region };
}

function standingOf(seed: number, { key, region }: Place): number {
  const ofRegion = new Dice(`${seed}/${region}/standing`).between(-REGION_SPAN, REGION_SPAN);
  return ofRegion + new Dice(`${seed}/${key}/standing`).between(-ROOFTOP_SPAN, ROOFTOP_SPAN);
}
