import { findSamePersons, type Likeness } from './same-person.js';

const customer = (id: string, changes: Partial<Likeness> = {}): Likeness => ({
  id,
  mergedInto: null,
  firstSeenAt: new Date(Date.UTC(2026, 0, Number(id.slice(1)))),
  phoneHash: null,
  emailHash: null,
  ...changes,
});

describe(findSamePersons, () => {
  it('merges the same phone and the same address into the customer seen first', () => {
    const merges = findSamePersons([
      customer('c3', { phoneHash: 'p' }),
      customer('c1', { phoneHash: 'p' }),
      customer('c2', { emailHash: 'e' }),
    ]);

    expect(merges).toEqual([{ id: 'c3', into: 'c1' }]);
  });

  it('sees one person over a third record', () => {
    const merges = findSamePersons([
      customer('c1', { phoneHash: 'p' }),
      customer('c2', { emailHash: 'e' }),
      customer('c3', { phoneHash: 'p', emailHash: 'e' }),
    ]);

    expect(merges).toEqual([
      { id: 'c2', into: 'c1' },
      { id: 'c3', into: 'c1' },
    ]);
  });

  it('turns a group around when an older record comes late', () => {
    const merges = findSamePersons([
      customer('c2', { phoneHash: 'p' }),
      customer('c3', { phoneHash: 'p', mergedInto: 'c2' }),
      customer('c1', { phoneHash: 'p' }),
    ]);

    expect(merges).toEqual([
      { id: 'c2', into: 'c1' },
      { id: 'c3', into: 'c1' },
    ]);
  });

  it('says nothing when nothing changes', () => {
    expect(
      findSamePersons([
        customer('c1', { phoneHash: 'p' }),
        customer('c2', { phoneHash: 'p', mergedInto: 'c1' }),
      ]),
    ).toEqual([]);
  });

  it('keeps strangers apart', () => {
    expect(
      findSamePersons([customer('c1', { phoneHash: 'p' }), customer('c2', { phoneHash: 'q' })]),
    ).toEqual([]);
  });
});
