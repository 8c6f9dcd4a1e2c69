import { Quarantine } from '#leads';
import { leadRoom, type LeadRoom } from '../support/lead-room.js';

const AT_ONCE = 8;

describe(Quarantine, () => {
  let room: LeadRoom;

  beforeAll(async () => {
    room = await leadRoom();
  });

  afterAll(() => room.database.drop());

  it('takes the same refused payloads from many at once, in whatever order they come', async () => {
    const quarantine = new Quarantine(room.vault, room.clock);
    const connectionId = '0190a000-0000-7000-8000-000000000001';
    await room.inside((manager) =>
      manager.query(
        `INSERT INTO crm_connection (dealership_id, id, key, name, dialect) VALUES ($1, $2, 'crm', 'CRM', 'rest')`,
        [room.dealershipId, connectionId],
      ),
    );
    const refused = Array.from({ length: 40 }, (_, at) => ({
      recordKind: 'lead' as const,
      payload: { at },
      reason: 'not an object',
      fix: 'Send a lead.',
    }));

    for (let round = 0; round < 5; round += 1)
      await Promise.all(
        Array.from({ length: AT_ONCE }, (_, turn) =>
          room.inside((manager) =>
            quarantine.hold(
              manager,
              room.dealershipId,
              connectionId,
              turn % 2 === 0 ? refused : refused.toReversed(),
            ),
          ),
        ),
      );

    const waiting = await room.inside((manager) => quarantine.count(manager, room.dealershipId));
    expect(waiting).toBe(40);
  });
});
