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
  clientId: string;
  clientSecret: string;
  reps: Rep[];
}

export const GROUP_NAME = 'Riverside Auto Group';

const PLACES = [
  { key: 'chicago', name: 'Riverside Auto Chicago', timeZone: 'America/Chicago', zipArea: '606' },
  { key: 'denver', name: 'Riverside Auto Denver', timeZone: 'America/Denver', zipArea: '802' },
  {
    key: 'columbus',
    name: 'Riverside Auto Columbus',
    timeZone: 'America/New_York',
    zipArea: '432',
  },
  { key: 'phoenix', name: 'Riverside Auto Phoenix', timeZone: 'America/Phoenix', zipArea: '850' },
  { key: 'tacoma', name: 'Riverside Auto Tacoma', timeZone: 'America/Los_Angeles', zipArea: '984' },
  { key: 'tulsa', name: 'Riverside Auto Tulsa', timeZone: 'America/Chicago', zipArea: '741' },
] as const;

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
