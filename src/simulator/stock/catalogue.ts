/** A model line as it is sold used. */
export interface ModelLine {
  make: string;
  model: string;
  body: string;
  trims: readonly string[];
  /** US dollars when new, lowest trim. */
  newPrice: number;
  /** First three characters of its VINs. */
  maker: string;
  /** How often it stands on the lot. */
  share: number;
}

const line = (
  named: [make: string, model: string],
  body: string,
  trims: string,
  newPrice: number,
  [maker, share]: [string, number],
): ModelLine => ({
  make: named[0],
  model: named[1],
  body,
  trims: trims.split(' '),
  newPrice,
  maker,
  share,
});

export const CATALOGUE: readonly ModelLine[] = [
  line(['Ford', 'F-150'], 'truck', 'XL XLT Lariat Platinum', 36_000, ['1FT', 9]),
  line(['Chevrolet', 'Silverado 1500'], 'truck', 'WT LT RST LTZ', 36_500, ['1GC', 8]),
  line(['Ram', '1500'], 'truck', 'Tradesman Big-Horn Laramie', 38_000, ['1C6', 6]),
  line(['Toyota', 'Tacoma'], 'truck', 'SR SR5 TRD-Sport', 31_500, ['3TM', 4]),
  line(['Toyota', 'RAV4'], 'suv', 'LE XLE Adventure Limited', 29_500, ['2T3', 8]),
  line(['Honda', 'CR-V'], 'suv', 'LX EX EX-L Touring', 30_000, ['2HK', 7]),
  line(['Nissan', 'Rogue'], 'suv', 'S SV SL', 28_500, ['5N1', 6]),
  line(['Ford', 'Escape'], 'suv', 'S SE SEL Titanium', 27_500, ['1FM', 6]),
  line(['Jeep', 'Grand Cherokee'], 'suv', 'Laredo Limited Overland', 40_500, ['1C4', 5]),
  line(['Subaru', 'Outback'], 'wagon', 'Base Premium Limited Touring', 30_000, ['4S4', 5]),
  line(['Hyundai', 'Tucson'], 'suv', 'SE SEL Limited', 28_000, ['KM8', 4]),
  line(['Toyota', 'Camry'], 'sedan', 'LE SE XLE XSE', 27_000, ['4T1', 7]),
  line(['Honda', 'Civic'], 'sedan', 'LX Sport EX Touring', 24_500, ['2HG', 7]),
  line(['Honda', 'Accord'], 'sedan', 'LX Sport EX-L', 28_500, ['1HG', 5]),
  line(['Nissan', 'Altima'], 'sedan', 'S SV SR', 26_500, ['1N4', 5]),
  line(['Hyundai', 'Elantra'], 'sedan', 'SE SEL Limited', 22_000, ['5NP', 4]),
  line(['Volkswagen', 'Jetta'], 'sedan', 'S SE SEL', 22_500, ['3VW', 3]),
  line(['Kia', 'Telluride'], 'suv', 'LX S EX SX', 37_000, ['5XY', 2]),
  line(['Chrysler', 'Pacifica'], 'minivan', 'Touring Limited', 38_500, ['2C4', 3]),
  line(['Honda', 'Odyssey'], 'minivan', 'LX EX EX-L', 37_500, ['5FN', 3]),
  line(['Ford', 'Mustang'], 'coupe', 'EcoBoost GT', 31_500, ['1FA', 3]),
  line(['Mazda', 'MX-5 Miata'], 'convertible', 'Sport Club', 29_500, ['JM1', 1]),
  line(['BMW', '330i'], 'sedan', 'Base xDrive', 43_500, ['WBA', 2]),
  line(['Tesla', 'Model 3'], 'sedan', 'RWD Long-Range', 41_000, ['5YJ', 2]),
];
