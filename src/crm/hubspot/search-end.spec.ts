import { FRESH } from '../change-cursor.js';
import { CrmProtocolError } from '../crm.errors.js';
import { MOST_RESULTS, afterPage } from './search-end.js';

const running = { ...FRESH, ask: 1000, high: 9000, ceiling: 20_000 };

describe(afterPage.name, () => {
  it('goes to the next page while a search has one', () => {
    expect(afterPage(running, '100')).toEqual({ ...running, page: '100' });
  });

  it('searches anew from the newest update where a search ends before its results do', () => {
    expect(afterPage(running, String(MOST_RESULTS))).toEqual({ ...running, ask: 9000, page: '0' });
  });

  it('ends the run with its last page', () => {
    expect(afterPage(running, null)).toEqual({ ...FRESH, since: 9000 });
  });

  it('says so instead of searching for ever where one instant holds more than a search shows', () => {
    const stuck = { ...running, ask: 9000 };

    expect(() => afterPage(stuck, String(MOST_RESULTS))).toThrow(CrmProtocolError);
  });
});
