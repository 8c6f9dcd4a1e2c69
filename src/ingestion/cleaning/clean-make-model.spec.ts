import { cleanMakeModel } from './clean-make-model.js';

describe(cleanMakeModel, () => {
  it.each([
    ['chevy', 'SILVERADO 1500', 'Chevrolet', 'Silverado 1500'],
    ['VW', 'gti', 'Volkswagen', 'GTI'],
    ['TOYOTA', 'rav4', 'Toyota', 'RAV4'],
    ['Toyota', 'Rav4', 'Toyota', 'RAV4'],
    ['ford', 'f-150', 'Ford', 'F-150'],
    ['Ford', 'Ford F-150', 'Ford', 'F-150'],
    ['Honda', 'cr-v', 'Honda', 'CR-V'],
    ['mercedes', 'c-class', 'Mercedes-Benz', 'C-Class'],
    ['kia', 'RIO', 'Kia', 'Rio'],
    ['land rover', 'discovery sport', 'Land Rover', 'Discovery Sport'],
    ['skoda', 'octavia', 'Škoda', 'Octavia'],
    ['brand nobody knows', 'one', 'Brand Nobody Knows', 'One'],
  ])('spells %p %p as %s %s', (saidMake, saidModel, make, model) => {
    expect(cleanMakeModel(saidMake, saidModel)).toEqual({ make, model });
  });

  it('leaves out what was not said', () => {
    expect([cleanMakeModel(undefined, 'Civic'), cleanMakeModel('n/a', '')]).toEqual([
      { model: 'Civic' },
      {},
    ]);
  });
});
