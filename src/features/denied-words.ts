/**
 * What may never become a feature, by topic: English and Spanish words and the abbreviations CRMs
 * use. Words are matched whole (see denylist.ts), so "age" is not found in "mileage". A topic is
 * said to people, so it reads as the end of "says something about …".
 *
 * This list is code on purpose: there is no setting that shortens it.
 */
export const DENIED_WORDS: Record<string, readonly string[]> = {
  'a person’s name': words(
    'name names surname lastname firstname fullname middlename nickname fname lname initials',
    'nombre nombres apellido apellidos apodo',
  ),
  'a person’s age': words(
    'age ages aged dob yob birth birthday birthdate birthyear birthplace bday born senior elderly',
    'edad edades nacimiento nacido nacida cumpleanos fnac anciano',
  ),
  gender: words(
    'gender genders sex sexes male female pronoun pronouns salutation honorific orientation lgbt',
    'genero sexo masculino femenino tratamiento mujer hombre',
  ),
  religion: words(
    'religion religions religious faith church mosque synagogue denomination',
    'religioso religiosa iglesia credo',
  ),
  'the language somebody speaks': words(
    'language languages lang locale tongue spanish speaking',
    'idioma idiomas lengua lenguaje hablante habla',
  ),
  'marital status or family': words(
    'marital married marriage spouse wife husband divorced widowed widow single fiance',
    'children child kids dependents dependants pregnant pregnancy maternity household familial',
    'casado casada soltero soltera viudo viuda divorciado divorciada conyuge esposo esposa',
    'matrimonio matrimonial hijos embarazada',
  ),
  'a postal code or address': words(
    'zip zips zipcode zipcodes postal postcode postalcode pincode eircode cep address addresses street',
    'latitude longitude lat lng lon geo geohash geolocation neighborhood neighbourhood census tract ip',
    'cp domicilio direccion calle colonia barrio latitud longitud',
  ),
  credit: words(
    'credit credits creditscore fico vantagescore beacon equifax experian transunion bankruptcy',
    'credito creditos crediticio crediticia buro bancarrota',
  ),
  'race, ethnicity or national origin': words(
    'race races racial ethnic ethnicity ethnicities nationality nationalities citizen citizenship',
    'immigrant immigration ancestry tribe caste hispanic latino latina',
    'raza razas racial etnia etnico etnica nacionalidad ciudadania ciudadano inmigrante inmigracion',
  ),
  'a photo of somebody': words(
    'photo photos picture pictures avatar headshot selfie portrait foto fotos fotografia retrato',
  ),
  'health or public assistance': words(
    'disability disabilities disabled handicap handicapped medicaid welfare ssi discapacidad discapacitado',
  ),
  'a government number': words('ssn itin passport curp dni nie nss pasaporte licencia'),
};

/** Word parts that mean the same wherever they stand, for names run together with a prefix nobody knows (`vnzip`). */
export const DENIED_PARTS: readonly (readonly [topic: string, part: RegExp])[] = [
  ['a person’s name', /surname|firstname|lastname|fullname|apellido/],
  ['a person’s age', /birth|nacimiento|dob$/],
  ['gender', /gender/],
  ['religion', /religio/],
  ['the language somebody speaks', /language|idioma/],
  ['marital status or family', /marital|matrimoni/],
  ['a postal code or address', /zip$|zipcode|postal|postcode/],
  ['credit', /creditscore|bankrupt|^credit|credit$/],
  ['race, ethnicity or national origin', /ethnic|nationality|nacionalidad/],
  ['health or public assistance', /disabilit|discapacidad/],
];

/** Words harmless one by one, and not together. */
export const DENIED_TOGETHER: readonly (readonly [topic: string, ...words: string[]])[] = [
  ['marital status or family', 'estado', 'civil'],
  ['marital status or family', 'civil', 'status'],
  ['race, ethnicity or national origin', 'national', 'origin'],
  ['race, ethnicity or national origin', 'origen', 'nacional'],
  ['race, ethnicity or national origin', 'pais', 'origen'],
  ['race, ethnicity or national origin', 'country', 'origin'],
  ['race, ethnicity or national origin', 'skin', 'color'],
  ['race, ethnicity or national origin', 'color', 'piel'],
  ['a postal code or address', 'pin', 'code'],
  ['a person’s age', 'year', 'old'],
  ['a person’s age', 'generation', 'customer'],
  ['a photo of somebody', 'profile', 'image'],
  ['a photo of somebody', 'customer', 'image'],
  ['a photo of somebody', 'face', 'image'],
  ['a government number', 'social', 'security'],
  ['a government number', 'seguro', 'social'],
  ['a government number', 'license', 'number'],
  ['a government number', 'drivers', 'license'],
];

/** Things with a name, an age or photos of their own. */
export const THINGS: Record<string, ReadonlySet<string>> = {
  'a person’s name': new Set(
    words(
      'campaign ad ads adset adgroup form page dealer dealership store rooftop vehicle car model make trim',
      'source medium event template list file product item listing utm keyword website',
      'campana anuncio formulario pagina vehiculo modelo marca',
    ),
  ),
  'a person’s age': new Set(
    words('vehicle car truck lead listing inventory stock ad unit vehiculo auto coche anuncio'),
  ),
  'a photo of somebody': new Set(
    words('vehicle car truck listing stock vehiculo auto coche anuncio'),
  ),
};

/** With one of these beside it, a name or an age is a person's, whatever else stands there. */
export const PEOPLE: ReadonlySet<string> = new Set(
  words(
    'customer customers buyer client contact person people prospect applicant owner driver user shopper borrower',
    'guest visitor member first last middle full given family maiden nick father mother',
    'cliente comprador persona contacto propietario dueno conductor usuario solicitante primer segundo',
  ),
);

/** Words that run together with denied ones where a CRM writes `buyerage` or `codigopostal`. */
export const JOINING_WORDS: ReadonlySet<string> = new Set([
  ...PEOPLE,
  ...words(
    'code number status date of year month day group band range bracket bucket home primary is has my your',
    'preferred score history rating level type value status national origin country skin color social security',
    'estado civil codigo fecha de del numero pais origen nacional piel seguro rango grupo',
  ),
]);

function words(...lines: string[]): string[] {
  return lines.flatMap((line) => line.split(' '));
}
