import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** As scripts/vehicle-table.mjs writes it: names stand once, everything else points to them by place. */
interface WrittenTable {
  makes: string[];
  makers: string[];
  models: [name: string, make: number][];
  bodies: string[];
  wmis: Record<string, [maker: number, make: number, schemas: WrittenSchema[]]>;
  schemas: [models: (string | number)[], bodies: (string | number)[]][];
}

/** 0 is no last year. */
type WrittenSchema = [firstYear: number, lastYear: number, schema: number];

/** What a VIN must show for one name to be its. */
export interface VinPattern {
  matches: RegExp;
  /** Characters it is particular about: of several that match, the most particular one holds. */
  particular: number;
  name: string;
  make?: string;
}

export interface VinSchema {
  models: VinPattern[];
  bodies: VinPattern[];
}

const FILE = new URL('./vehicle-table.json.gz', import.meta.url);
let written: WrittenTable | undefined;
const schemas = new Map<number, VinSchema>();

/** Read with the first VIN, not with the process: 20 MB of memory for whoever decodes, none for others. */
const table = (): WrittenTable =>
  (written ??= JSON.parse(gunzipSync(readFileSync(FILE)).toString('utf8')) as WrittenTable);

/** Who builds under the first three characters, or under these and the 12th to 14th for small makers. */
export function makerOf(vin: string): { maker: string; make?: string; wmi: string } | undefined {
  const wmi = wmiOf(vin);
  const [maker, make] = (wmi !== undefined && table().wmis[wmi]) || [];
  if (wmi === undefined || maker === undefined || make === undefined) return undefined;
  const name = table().makers[maker] ?? '';
  return { wmi, maker: name, ...(make >= 0 && { make: table().makes[make] ?? '' }) };
}

function wmiOf(vin: string): string | undefined {
  const whole = vin[2] === '9' ? vin.slice(0, 3) + vin.slice(11, 14) : vin.slice(0, 3);
  return Object.hasOwn(table().wmis, whole) ? whole : undefined;
}

/** By which schemas a maker's VINs of one model year are read. */
export function schemasOf(wmi: string, year: number): VinSchema[] {
  const [, , known = []] = table().wmis[wmi] ?? [];
  return known
    .filter(([first, last]) => first <= year && (last === 0 || year <= last))
    .map(([, , place]) => schemaAt(place));
}

function schemaAt(place: number): VinSchema {
  let schema = schemas.get(place);
  if (!schema) {
    const [models = [], bodies = []] = table().schemas[place] ?? [];
    schema = {
      models: patternsOf(models, (at) => {
        const [name = '', make = -1] = table().models[at] ?? [];
        return { name, ...(make >= 0 && { make: table().makes[make] ?? '' }) };
      }),
      bodies: patternsOf(bodies, (at) => ({ name: table().bodies[at] ?? '' })),
    };
    schemas.set(place, schema);
  }
  return schema;
}

function patternsOf(
  pairs: (string | number)[],
  named: (place: number) => { name: string; make?: string },
): VinPattern[] {
  const patterns: VinPattern[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    const keys = String(pairs[at]);
    const particular = keys.replaceAll(/\[[^\]]*\]/g, 'x').replaceAll(/[*|]/g, '').length;
    patterns.push({ matches: expressionOf(keys), particular, ...named(Number(pairs[at + 1])) });
  }
  return patterns;
}

/** `AB[1-4]*S|*A` is about characters 4 to 8 and, behind the bar, 10 to 17; what is not said may be anything. */
function expressionOf(keys: string): RegExp {
  const source = keys
    .split('|')
    .map((part) => part.replaceAll('*', '.').replaceAll('#', '\\d'))
    .map((part, at) => (at === 0 ? part : `.*\\|${part}`));
  return new RegExp(`^${source.join('')}`);
}
