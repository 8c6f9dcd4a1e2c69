import { createHash } from 'node:crypto';
import { DAY } from '../calendar.js';
import {
  EXCLUDED_STATUSES,
  LOST_STATUSES,
  OPEN_STATUSES,
  STALE_STATUSES,
  UNKNOWN_STATUS,
  WON_STATUSES,
} from '../ending.js';
import type { CrmInteraction, CrmLead } from '../records.js';
import { vinCheckDigit } from '../stock/vin.js';
import { createWorld, type World } from './world.js';

const NOW = new Date('2026-03-01T12:00:00Z');

describe('a world of three rooftops and two years', () => {
  const cpu = process.cpuUsage();
  const world = createWorld({ seed: 20260301, now: NOW });
  const { user, system } = process.cpuUsage(cpu);
  const branches = [...world.branches.values()];
  const leads = branches.flatMap((branch) => branch.logs.leads.records());
  const interactions = branches.flatMap((branch) => branch.logs.interactions.records());
  const customers = branches.flatMap((branch) => branch.logs.customers.records());
  const vehicles = branches.flatMap((branch) => branch.logs.vehicles.records());
  const truths = leads.flatMap((lead) => world.truth(lead.id) ?? []);
  const share = (test: (lead: CrmLead) => boolean) => leads.filter(test).length / leads.length;

  it('is made in seconds', () => {
    expect((user + system) / 1e6).toBeLessThan(12);
  });

  it('receives about 280 leads a month and rooftop', () => {
    expect(leads.length / 24 / 3).toBeGreaterThan(265);
    expect(leads.length / 24 / 3).toBeLessThan(295);
    expect(interactions.length).toBeGreaterThan(80_000);
    expect(interactions.length).toBeLessThan(120_000);
  });

  it('holds duplicates, service tickets and a few other non-leads at the stated rates', () => {
    expect(share((lead) => lead.status === 'Duplicate')).toBeCloseTo(0.23, 1);
    expect(share((lead) => lead.status === 'Service Ticket')).toBeCloseTo(0.19, 1);
    for (const status of ['Parts Order', 'Test', 'Imported']) {
      const rate = share((lead) => lead.status === status);
      expect(rate).toBeGreaterThan(0.002);
      expect(rate).toBeLessThan(0.02);
    }
    expect(share((lead) => lead.source === 'Facebook Marketplace')).toBeGreaterThan(0.5);
  });

  it('sells 4 to 8 of 100 true leads, within 60 days', () => {
    const sold = truths.filter((truth) => truth.sold).length / truths.length;
    const days = leads
      .filter((lead) => lead.status === 'Sold' && Date.parse(lead.created_at) < NOW.getTime())
      .map(
        (lead) => (Date.parse(lead.status_changed_at) - Date.parse(lead.created_at)) / 86_400_000,
      );

    expect(sold).toBeGreaterThan(0.04);
    expect(sold).toBeLessThan(0.08);
    expect(Math.min(...days)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...days)).toBeLessThanOrEqual(60);
  });

  it('uses the known status words, and very rarely one that nobody mapped', () => {
    const known = new Set([
      ...OPEN_STATUSES,
      ...WON_STATUSES,
      ...LOST_STATUSES,
      ...STALE_STATUSES,
      ...EXCLUDED_STATUSES,
    ]);
    const unknown = leads.filter((lead) => !known.has(lead.status));

    expect(new Set(unknown.map((lead) => lead.status))).toEqual(new Set([UNKNOWN_STATUS]));
    expect(unknown.length / leads.length).toBeLessThan(0.004);
    for (const status of known) expect(leads.some((lead) => lead.status === status)).toBe(true);
  });

  it('closes silent leads by rule after a month or more, and leaves no old lead open', () => {
    const silent = leads.filter(
      (lead) => lead.status === 'Closed By System' && Date.parse(lead.created_at) < NOW.getTime(),
    );
    const oldestOpen = NOW.getTime() - 150 * 86_400_000;

    expect(Math.min(...silent.map(daysToStatus))).toBeGreaterThan(29);
    expect(
      leads.filter(
        (lead) => OPEN_STATUSES.includes(lead.status) && Date.parse(lead.created_at) < oldestOpen,
      ),
    ).toEqual([]);
  });

  it('lets chance decide by a probability that orders leads well but not perfectly', () => {
    const area = auc(truths.map((truth) => [truth.probability, truth.sold]));
    const mean = truths.reduce((sum, truth) => sum + truth.probability, 0) / truths.length;
    const sold = truths.filter((truth) => truth.sold).length / truths.length;

    expect(area).toBeGreaterThan(0.86);
    expect(area).toBeLessThan(0.92);
    expect(Math.abs(mean - sold)).toBeLessThan(0.008);
  });

  it('shows in the CRM what a model can learn from: quick answers and own words sell', () => {
    const asked = leads.filter((lead) => world.truth(lead.id) && lead.channel === 'messenger');
    const tapped = asked.filter((lead) => lead.message === 'Is this still available?');
    const answers = firstAnswers(interactions);
    const waited = (lead: CrmLead) =>
      (answers.get(lead.id) ?? Infinity) - Date.parse(lead.created_at);

    expect(
      soldShare(
        world,
        asked.filter((lead) => lead.message !== 'Is this still available?'),
      ),
    ).toBeGreaterThan(1.5 * soldShare(world, tapped));
    expect(
      soldShare(
        world,
        asked.filter((lead) => waited(lead) < 3_600_000),
      ),
    ).toBeGreaterThan(
      1.5 *
        soldShare(
          world,
          asked.filter((lead) => waited(lead) > 20 * 3_600_000),
        ),
    );
  });

  it('gives every customer a fictional phone and address, and no two the same phone by chance', () => {
    const phones = customers.flatMap((customer) =>
      customer.phones.map((phone) => phone.replace(/\D/g, '').slice(-10)),
    );
    const mails = customers.flatMap((customer) => customer.email ?? []);
    const owners = new Set(
      customers.map(
        (customer) => customer.last_name + customer.phones.join().replace(/\D/g, '').slice(-10),
      ),
    );

    expect(phones.every((phone) => /^\d{3}55501\d\d$/.test(phone))).toBe(true);
    expect(new Set(phones).size).toBeLessThanOrEqual(owners.size);
    expect(
      mails.filter((mail) => /@([a-z]+\.)*example\.(com|org|net)$/i.test(mail)).length /
        mails.length,
    ).toBeGreaterThan(0.99);
    expect(mails.some((mail) => mail.includes('@relay.facebookmail.example.com'))).toBe(true);
  });

  it('writes vehicles with right VINs, falling prices and few leftovers of typing', () => {
    const wrongVins = vehicles.filter((vehicle) => vehicle.vin[8] !== vinCheckDigit(vehicle.vin));
    const cut = vehicles.filter((vehicle) => vehicle.price_history.length > 1);

    expect(wrongVins.length / vehicles.length).toBeLessThan(0.008);
    expect(wrongVins.length).toBeGreaterThan(0);
    expect(new Set(vehicles.map((vehicle) => vehicle.vin)).size).toBe(vehicles.length);
    expect(cut.length / vehicles.length).toBeGreaterThan(0.4);
    for (const { price_history: steps } of cut)
      expect(steps.at(-1)!.price).toBeLessThan(steps[0]!.price);
    expect(vehicles.some((vehicle) => vehicle.price === 'call')).toBe(true);
    expect(vehicles.some((vehicle) => vehicle.year === 0)).toBe(true);
    expect(vehicles.some((vehicle) => /^\d+,\dk$/.test(String(vehicle.odometer_miles)))).toBe(true);
  });

  it('tells of nothing after now, but for the dirty records', () => {
    const future = leads.filter((lead) => later(lead.created_at));

    expect(future.length).toBeGreaterThan(0);
    expect(future.length / leads.length).toBeLessThan(0.003);
    expect(
      [...leads, ...vehicles, ...customers, ...interactions].filter((record) =>
        later(record.updated_at),
      ),
    ).toEqual([]);
    expect(leads.filter((lead) => later(lead.status_changed_at))).toEqual([]);
  });

  it('refers only to records that exist', () => {
    const [people, stock, known] = [ids(customers), ids(vehicles), ids(leads)];

    expect(leads.every((lead) => people.has(lead.customer_id))).toBe(true);
    expect(leads.every((lead) => lead.vehicle_id === null || stock.has(lead.vehicle_id))).toBe(
      true,
    );
    expect(interactions.every((interaction) => known.has(interaction.lead_id))).toBe(true);
    expect(known.size).toBe(leads.length);
    expect(ids(interactions).size).toBe(interactions.length);
    expect(branches[0]!.logs.leads.records().every((lead) => /^\d{17}$/.test(lead.id))).toBe(true);
  });
});

describe('a world made again', () => {
  const small = { now: NOW, rooftops: 2, months: 3 };

  it('is the same, record by record, for the same seed and now', () => {
    expect(fingerprint(createWorld({ ...small, seed: 5 }))).toBe(
      fingerprint(createWorld({ ...small, seed: 5 })),
    );
  });

  it('is another one for another seed', () => {
    expect(fingerprint(createWorld({ ...small, seed: 5 }))).not.toBe(
      fingerprint(createWorld({ ...small, seed: 6 })),
    );
  });

  it.each([{ rooftops: 0 }, { rooftops: 7 }, { months: 0 }])('refuses %p', (wrong) => {
    expect(() => createWorld({ ...small, seed: 1, ...wrong })).toThrow(RangeError);
  });
});

function fingerprint(world: World): string {
  const hash = createHash('sha256');
  for (const branch of world.branches.values()) {
    for (const log of Object.values(branch.logs)) hash.update(JSON.stringify(log.records()));
    hash.update(JSON.stringify([...branch.truths, ...branch.plans]));
  }
  return hash.digest('hex');
}

function firstAnswers(interactions: CrmInteraction[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const { lead_id: id, direction, automated, occurred_at: at } of interactions) {
    if (direction !== 'out' || automated) continue;
    first.set(id, Math.min(first.get(id) ?? Infinity, Date.parse(at)));
  }
  return first;
}

function auc(scored: [score: number, positive: boolean][]): number {
  let [below, sum, positives] = [0, 0, 0];
  for (const [, positive] of scored.toSorted((a, b) => a[0] - b[0])) {
    if (positive) [sum, positives] = [sum + below, positives + 1];
    else below += 1;
  }
  return sum / (positives * below);
}

const daysToStatus = (lead: CrmLead): number =>
  (Date.parse(lead.status_changed_at) - Date.parse(lead.created_at)) / DAY;
const later = (at: string): boolean => Date.parse(at) > NOW.getTime();
const ids = (records: { id: string }[]): Set<string> => new Set(records.map((record) => record.id));
const soldShare = (world: World, some: CrmLead[]): number =>
  some.filter((lead) => world.truth(lead.id)!.sold).length / some.length;
