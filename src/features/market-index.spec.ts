import * as fc from 'fast-check';
import {
  ARRIVED_AT,
  hoursAfterArrival,
  market,
  stockedVehicle,
} from '../../test/factories/lead-history.js';
import { indexMarket, MarketIndex } from './market-index.js';

const NOW = ARRIVED_AT.getTime();
const civic = { id: 'vehicle-1', year: 2019, make: 'Honda', model: 'Civic', body: 'sedan' };
const peer = (id: number, amount: number, overrides: object = {}) =>
  stockedVehicle({
    id: `peer-${id}`,
    prices: [{ amount, at: hoursAfterArrival(-240) }],
    ...overrides,
  });
const pricesOf = (stock: ReturnType<typeof peer>[], at = NOW) =>
  indexMarket(market({ stock }))
    .similarPrices(civic, at)
    .toSorted((a, b) => a - b);

describe(MarketIndex.name, () => {
  it('tells wall-clock time at the rooftop, through daylight saving', () => {
    const index = indexMarket(market({ timeZone: 'America/Chicago' }));

    expect(index.localTime(Date.parse('2025-03-09T07:59:00Z'))).toEqual({
      hour: 1,
      weekday: 'Sunday',
    });
    expect(index.localTime(Date.parse('2025-03-09T08:00:00Z'))).toEqual({
      hour: 3,
      weekday: 'Sunday',
    });
    expect(index.localTime(Date.parse('2025-01-01T02:30:00Z'))).toEqual({
      hour: 20,
      weekday: 'Tuesday',
    });
  });

  it('counts arrivals in a span as a plain count would', () => {
    const hour = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(fc.array(hour), hour, hour, (hours, a, b) => {
        const [start, end] = [Math.min(a, b), Math.max(a, b)];
        const index = indexMarket(market({ arrivals: hours.map(hoursAfterArrival) }));

        expect(index.arrivalsBetween(+hoursAfterArrival(start), +hoursAfterArrival(end))).toBe(
          hours.filter((at) => at > start && at <= end).length,
        );
      }),
    );
  });

  it('compares with the same model, two model years either way, without the vehicle itself', () => {
    const stock = [
      peer(1, 14_000),
      peer(2, 15_000, { year: 2021 }),
      peer(3, 16_000, { year: 2017, model: 'CIVIC' }),
      peer(4, 99_000, { year: 2022 }),
      peer(5, 99_000, { model: 'Accord' }),
      peer(6, 99_000, { year: null }),
      stockedVehicle({ id: 'vehicle-1' }),
    ];

    expect(pricesOf(stock)).toEqual([14_000, 15_000, 16_000]);
  });

  it('asks the body style where fewer than three of the model stand', () => {
    const stock = [
      peer(1, 14_000),
      peer(2, 15_000, { model: 'Accord' }),
      peer(3, 16_000, { make: 'Kia' }),
    ];

    expect(pricesOf(stock)).toEqual([14_000, 15_000, 16_000]);
    expect(pricesOf(stock.slice(0, 2))).toEqual([]);
  });

  it('knows the price of the day, and who had been sold by then', () => {
    const twice = [
      { amount: 14_000, at: hoursAfterArrival(-240) },
      { amount: 13_000, at: ARRIVED_AT },
    ];
    const stock = [
      peer(1, 0, { prices: twice }),
      peer(2, 15_000),
      peer(3, 16_000),
      peer(4, 17_000, { soldAt: ARRIVED_AT }),
    ];

    expect(pricesOf(stock, NOW - 1)).toEqual([14_000, 15_000, 16_000, 17_000]);
    expect(pricesOf(stock, NOW)).toEqual([13_000, 15_000, 16_000]);
    expect(pricesOf(stock, +hoursAfterArrival(-241))).toEqual([]);
  });

  it('lays a market out once', () => {
    const around = market();
    expect(indexMarket(around)).toBe(indexMarket(around));
  });
});
