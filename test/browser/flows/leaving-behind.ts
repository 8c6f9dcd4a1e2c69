import type { WorklistPageDto } from '../../../src/web/worklist/worklist.dto.js';
import type { DeskStage } from '../desk-stage.js';

/** Everything a browser may keep for a page, but for cookies scripts cannot read. */
const KEPT = `(async () => JSON.stringify([
  { ...localStorage }, { ...sessionStorage }, document.cookie, location.href, history.state,
  await indexedDB.databases(), await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length,
]))()`;

/** After all flows: whom browsers and addresses know of. */
export function leavingBehind(stage: () => DeskStage): void {
  it('leaves nobody’s name, number or address in any storage of a browser, nor in an address asked for', async () => {
    const { leads } = await stage().ask<WorklistPageDto>('manager', '/v1/worklist/search', {
      limit: 200,
    });
    const personal = leads
      .flatMap(({ customer: { name, phone, email } }) => [name, phone, email])
      .filter((one) => one !== null)
      .filter(({ length }) => length > 4);
    expect(personal.length).toBeGreaterThan(50);
    const found: string[] = [];
    for (const seat of stage()
      .seats()
      .filter(({ page }) => !page.isClosed())) {
      const kept = await seat.page.evaluate<string>(KEPT);
      for (const text of [kept, ...seat.addresses.map((one) => decodeURIComponent(one))])
        found.push(...personal.filter((one) => text.includes(one)).map((one) => `${one}: ${text}`));
      // What a page keeps is its own settings and entries that wait; nothing else has a place.
      expect(JSON.parse(kept).slice(5)).toEqual([[], [], 0]);
    }
    expect(found).toEqual([]);
  });
}
