import type { Way } from '../../e2e/lead-journey.js';
import type { DeskStage } from '../desk-stage.js';
import type { Seat } from '../seat.js';

const WAYS: Way[] = ['adf', 'json', 'pull'];
/** A change is polled for every 2 s, gathered, and read again. */
const SEEN_WITHIN_MS = 15_000;
const silent = (): void => undefined;

/** A lead's whole way: from the CRM onto open desks, and off them again when it is sold. */
export function travelling(stage: () => DeskStage): void {
  const seats = async (): Promise<Seat[]> => [
    await stage().seat('manager', 'phone'),
    await stage().seat('manager', 'desk'),
  ];

  it.each(WAYS)('comes by %s and is there by itself, its CRM told as truly', async (way) => {
    const { journey } = stage();
    const arrived = journey.arrive(way);
    for (const seat of await seats()) {
      await seat.go('/');
      // There are more open leads than a list draws: the buyer is looked for by name.
      await seat.search(nameOf(arrived));
    }
    await journey.tell(way);
    const { id } = await journey.scored(way);
    const inCrm = await journey.likelihoodInCrm(way);

    for (const seat of await seats()) {
      await seat.lead(id).waitFor({ timeout: SEEN_WITHIN_MS });
      const shown = Number.parseInt(await seat.lead(id).locator('.percent').innerText(), 10);
      const percents = await journey.percents(id);
      expect(percents).toContain(shown);
      expect(percents).toContain(inCrm);
    }
  });

  it('is there once, however often it is told of, and gone when its CRM says that it was sold', async () => {
    const { journey } = stage();
    for (const way of [...WAYS, ...WAYS.toReversed()]) await journey.tell(way);
    const watched = await journey.scored('json');
    for (const seat of await seats()) {
      await seat.go('/');
      await seat.search(nameOf(journey.arrived.get('json')!));
      expect(await seat.lead(watched.id).count()).toBe(1);
    }
    for (const way of WAYS) journey.live.sell(journey.arrived.get(way)!.lead.id);
    await journey.loop.pull(silent);

    for (const seat of await seats())
      await seat.lead(watched.id).waitFor({ state: 'detached', timeout: SEEN_WITHIN_MS });
    for (const way of WAYS) expect((await journey.scored(way)).outcome).toBe('WON');
    for (const seat of await seats()) seat.shows('Live: new and changed leads by themselves');
  });
}

const nameOf = ({ customer }: { customer: { first_name: string; last_name: string } }): string =>
  `${customer.first_name} ${customer.last_name}`;
