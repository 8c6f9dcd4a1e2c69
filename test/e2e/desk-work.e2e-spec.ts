import { randomUUID } from 'node:crypto';
import { AuditTrail } from '#access';
import { ContactWishes } from '../../src/web/worklist/contact-wishes.js';
import { Opinions } from '../../src/web/worklist/opinions.js';
import { Sheets } from '../../src/web/worklist/sheets.js';
import { daysAgo, deskRoom, FixedClock, minutesAgo, query } from '../support/desk-room.js';

describe('Work at the desk', () => {
  const { begin, end, at, clear, tenant, page, within, lead, vehicle, activity } = deskRoom();

  beforeAll(begin);
  afterAll(end);
  beforeEach(clear);

  it('puts first whom an answer now is worth most, not merely who is likeliest', async () => {
    const answered = await lead({ score: 0.4, arrivedAt: minutesAgo(600) });
    await activity(answered, 'outbound', 'human', 590);
    const waiting = await lead({ score: 0.2, arrivedAt: minutesAgo(600) });
    const fresh = await lead({ score: 0.2, arrivedAt: minutesAgo(5) });
    const wroteAgain = await lead({ score: 0.35, arrivedAt: minutesAgo(600) });
    await activity(wroteAgain, 'outbound', 'human', 590);
    await activity(wroteAgain, 'inbound', 'human', 20);
    const gone = await lead({ score: 0.2, vehicleId: await vehicle([[9_000, 5]]) });
    await within((manager) => manager.query('UPDATE vehicle SET sold_at = now()'));

    const { leads } = await page({});

    expect(leads.map(({ leadId }) => leadId)).toEqual([wroteAgain, fresh, gone, answered, waiting]);
    expect(leads.map((one) => one.wroteAgain)).toEqual([true, false, false, false, false]);
  });

  it('finds leads by words of the name or the vehicle and digits of the phone, accents aside', async () => {
    const dana = await lead({ score: 0.3, vehicleId: await vehicle([[9_000, 5]]) });
    const jose = await lead({ score: 0.2, name: 'José Núñez', phone: '+13035550177' });

    expect(await found('nunez jose')).toEqual([jose]);
    expect(await found('rav4 dana')).toEqual([dana]);
    expect(await found('555-0177')).toEqual([jose]);
    expect(await found('nobody')).toEqual([]);
    expect(await found('  ')).toHaveLength(2);
  });

  it('keeps to a salesperson and a source, and names those there are', async () => {
    const mine = await lead({ score: 0.3 });
    await lead({ score: 0.2 });
    await within((manager) =>
      manager.query(`UPDATE lead SET assigned_to = 'Sam', source = 'Website' WHERE id = $1`, [
        mine,
      ]),
    );

    const { leads, summary } = await page({ assignedTo: 'Sam' });

    expect(leads.map(({ leadId }) => leadId)).toEqual([mine]);
    expect(summary).toMatchObject({ salespeople: ['Sam'], sources: ['Website'] });
    expect((await page({ assignedTo: '' })).leads).toHaveLength(1);
    expect((await page({ source: 'Website' })).leads).toHaveLength(1);
  });

  it('ranks a lead by what a person said instead of its score, until the score is restored', async () => {
    const [first, second] = [await lead({ score: 0.3 }), await lead({ score: 0.1 })];
    const opinions = new Opinions(at().tenancy, new AuditTrail(), new FixedClock());
    const order = async () => (await page({})).leads.map(({ leadId }) => leadId);
    const acting = { ...tenant(), actor: 'staff:test' };

    await opinions.give(acting, second, {
      direction: 'too_low',
      reason: 'spoke_with_them',
      percent: 60,
    });

    expect(await order()).toEqual([second, first]);
    const [shown] = (await page({})).leads;
    expect(shown?.likelihood?.percent).toBe(10);
    expect(shown?.opinion).toMatchObject({ direction: 'too_low', percent: 60 });
    await opinions.restore(acting, second);
    expect(await order()).toEqual([first, second]);
    await expect(opinions.restore(acting, randomUUID())).rejects.toMatchObject({
      code: 'LEAD_NOT_FOUND',
    });
  });

  it('closes a way to the person on every lead once they said no to it', async () => {
    const leadId = await lead({ score: 0.3 });
    const other = await lead({ score: 0.2, customerOf: leadId });
    const wishes = contactWishes();

    await wishes.note({ ...tenant(), actor: 'staff:test' }, leadId, {
      way: 'text',
      allowed: false,
    });

    for (const { contact } of (await page({})).leads)
      expect(contact.map(({ way, because }) => [way, because])).toEqual([
        ['call', null],
        ['text', 'refused'],
      ]);
    await wishes.note({ ...tenant(), actor: 'staff:test' }, other, {
      way: 'text',
      allowed: true,
      words: 'Fine, text me',
    });
    const { contact } = await at().worklist.lead(tenant(), leadId);
    expect(contact.find(({ way }) => way === 'text')).toMatchObject({
      allowed: true,
      agreed: { how: 'words', words: 'Fine, text me', at: new FixedClock().now() },
    });
    expect((await at().worklist.lead(tenant(), leadId)).previousLeads).toMatchObject([
      { leadId: other },
    ]);
  });

  it('tells how long the vehicle stood, what became of it and what else there is', async () => {
    const vehicleId = await vehicle([
      [26_995, 30],
      [25_995, 1],
    ]);
    const other = await vehicle([[24_500, 12]]);
    await within((manager) =>
      manager.query(`UPDATE vehicle SET listed_at = $2, sold_at = $3 WHERE id = $1`, [
        vehicleId,
        daysAgo(30),
        daysAgo(1),
      ]),
    );
    const leadId = await lead({ score: 0.3, vehicleId });

    const { vehicleStory } = await at().worklist.lead(tenant(), leadId);

    expect(vehicleStory).toMatchObject({ daysOnLot: 29, soldAt: daysAgo(1) });
    expect(vehicleStory?.prices.map(({ price }) => price)).toEqual([26_995, 25_995]);
    expect(vehicleStory?.alternatives.map(({ price }) => price)).toContain(24_500);
    expect(other).toBeTruthy();
  });

  it('shows settled leads alike, the most alike first, and nothing about the person', async () => {
    const vehicleId = await vehicle([[26_995, 90]]);
    await lead({ outcome: 'WON', arrivedAt: daysAgo(40), vehicleId });
    await lead({ outcome: 'LOST', arrivedAt: daysAgo(30) });
    const leadId = await lead({ score: 0.3, vehicleId });

    const { similarLeads } = await at().worklist.lead(tenant(), leadId);

    expect(similarLeads).toHaveLength(1);
    expect(similarLeads[0]).toMatchObject({ outcome: 'WON', shares: ['model', 'price'] });
    expect(JSON.stringify(similarLeads)).not.toMatch(/Dana|3035550142|leadId/);
  });

  it('gives all that fit as a sheet, and the trail says who took how many', async () => {
    await lead({ score: 0.3, name: '=cmd' });
    const sheets = new Sheets(at().worklist, at().tenancy, new AuditTrail());

    const sheet = await sheets.of({ ...tenant(), actor: 'staff:test' }, query({}));

    expect(sheet).toContain(",'=cmd,");
    const trail = await within((manager) =>
      new AuditTrail().list(manager, [at().here.id], { limit: 1 }),
    );
    expect(trail[0]).toMatchObject({ action: 'worklist.exported', details: { leads: 1 } });
  });

  const contactWishes = (): ContactWishes =>
    new ContactWishes(at().tenancy, new AuditTrail(), at().vault, new FixedClock());

  /** Leads that hold these words. */
  const found = async (text: string): Promise<string[]> =>
    (await page({ text })).leads.map(({ leadId }) => leadId);
});
