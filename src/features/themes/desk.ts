import { categorical, numeric } from '../feature-declaration.js';

/** Where the lead landed, and how busy it was there. */
export const DESK_FEATURES = [
  numeric({
    name: 'arrivalsLast24Hours',
    unit: 'leads',
    label: 'Other leads in the last 24 hours',
    because: 'A flooded desk answers late.',
    from: (asOf) => asOf.arrivalsWithin(24),
  }),
  numeric({
    name: 'arrivalsLast7Days',
    unit: 'leads',
    label: 'Other leads in the last 7 days',
    because: 'A busy week leaves fewer minutes for each lead.',
    from: (asOf) => asOf.arrivalsWithin(7 * 24),
  }),
  categorical({
    name: 'region',
    label: 'Region of the dealership',
    because: 'Rooftops of one region share weather, roads and buyers; a new one starts from it.',
    from: ({ region }) => region,
  }),
  categorical({
    name: 'dealership',
    label: 'Dealership',
    because: 'Rooftops differ in stock, people and custom.',
    within: 'region',
    from: ({ dealershipId }) => dealershipId,
  }),
];
