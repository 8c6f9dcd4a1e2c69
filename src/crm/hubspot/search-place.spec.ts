import { FRESH } from '../change-cursor.js';
import { handedOver, placeAfter, searchFrom } from './search-place.js';

const running = { ...FRESH, ask: 1000, high: 9000, ceiling: 20_000, page: '0' };
const found = (...at: number[]) =>
  at.map((each, index) => ({ object: { id: String(7 + index), properties: {} }, at: each }));

describe('the place of a run of searches', () => {
  it('moves on to the newest change that was read', () => {
    const next = placeAfter(running, found(2000, 3000), true);

    expect(next).toEqual({ ...running, ask: 3000 });
    expect(searchFrom(next, 'lastmodifieddate')).toEqual({
      filters: [{ propertyName: 'lastmodifieddate', operator: 'GTE', value: '3000' }],
      sort: 'lastmodifieddate',
    });
  });

  it('leaves the newest instant of a full page to the search that begins there', () => {
    const page = found(2000, 3000, 3000);

    expect(handedOver(running, page, true)).toEqual(page.slice(0, 1));
    expect(handedOver(running, page, false)).toEqual(page);
    expect(handedOver({ ...running, page: 'id:7' }, page, true)).toEqual(page);
  });

  it('goes by ids through an instant that fills a page, and then past it', () => {
    const within = placeAfter(running, found(1000, 1000), true);
    const further = placeAfter(within, found(1000, 1000), true);

    expect(searchFrom(further, 'lastmodifieddate')).toEqual({
      filters: [
        { propertyName: 'lastmodifieddate', operator: 'GTE', value: '1000' },
        { propertyName: 'lastmodifieddate', operator: 'LTE', value: '1000' },
        { propertyName: 'hs_object_id', operator: 'GT', value: '8' },
      ],
      sort: 'hs_object_id',
    });
    expect(placeAfter(further, [], false)).toEqual({ ...running, ask: 1001 });
  });

  it('ends with the search that shows all it found', () => {
    expect(placeAfter(running, found(2000, 9000), false)).toEqual({ ...FRESH, since: 9000 });
  });
});
