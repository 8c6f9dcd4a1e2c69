import { hasCheckDigit, vinModelYear } from './clean-vin.js';
import { makerOf, schemasOf, type VinPattern, type VinSchema } from './vehicle-table.js';

/** What a VIN tells by itself; what is not sure is absent. */
export interface DecodedVin {
  /** Who built it, as registered: "AMERICAN HONDA MOTOR CO., INC." */
  maker?: string;
  year?: number;
  make?: string;
  model?: string;
  /** sedan, suv, truck, van, minivan, coupe, convertible, hatchback or wagon. */
  body?: string;
}

/**
 * Reads a VIN by what its maker told NHTSA (49 CFR 565; vPIC). Only VINs made for North America can be read
 * so: elsewhere the characters 4 to 9 mean what each maker likes, and the check digit shows it.
 *
 * @param vin - Cleaned: 17 characters, capitals.
 */
export function decodeVin(vin: string): DecodedVin {
  const built = makerOf(vin);
  if (!built || !hasCheckDigit(vin)) {
    const year = vinModelYear(vin);
    return { ...(built && { maker: built.maker }), ...(year !== undefined && { year }) };
  }
  const { wmi, maker, make } = built;
  const found: DecodedVin = { maker, ...(make !== undefined && { make }) };
  for (const year of yearsOf(vin)) {
    const read = readBy(schemasOf(wmi, year), vin);
    if (read.model !== undefined) return { ...found, ...read, year };
  }
  const year = vinModelYear(vin);
  return year === undefined ? found : { ...found, year };
}

/** The year that the region's law fixes; else the two that character 10 can mean, the later first. */
function yearsOf(vin: string): number[] {
  const fixed = vinModelYear(vin);
  if (fixed !== undefined) return [fixed];
  const later = vinModelYear(`1${vin.slice(1, 6)}A${vin.slice(7)}`);
  return later === undefined ? [] : [later, later - 30];
}

function readBy(schemas: VinSchema[], vin: string): Pick<DecodedVin, 'make' | 'model' | 'body'> {
  const told = `${vin.slice(3, 8)}|${vin.slice(9)}`;
  const model = only(
    schemas.flatMap(({ models }) => models),
    told,
  );
  const body = only(
    schemas.flatMap(({ bodies }) => bodies),
    told,
  );
  return {
    ...(model?.make !== undefined && { make: model.make }),
    ...(model && { model: model.name }),
    ...(body && { body: body.name }),
  };
}

/** The most particular pattern that matches; none where equally particular ones disagree. */
function only(patterns: VinPattern[], told: string): VinPattern | undefined {
  const matching = patterns.filter(({ matches }) => matches.test(told));
  const most = Math.max(...matching.map(({ particular }) => particular));
  const [best, ...others] = matching.filter(({ particular }) => particular === most);
  return others.every(({ name }) => name === best?.name) ? best : undefined;
}
