import type { DataSource } from 'typeorm';
import { DealershipNotYoursError } from '../access.errors.js';
import { Directory } from './directory.js';

interface Stored {
  id: string;
  groupId: string;
}

/** A directory over rows in memory, and how often they were read. */
function directoryOver(stored: Stored[]): { directory: Directory; reads: () => number } {
  let reads = 0;
  const query = (text: string): Promise<unknown[]> => {
    if (text.includes('FROM dealer_group'))
      return Promise.resolve(
        [...new Set(stored.map(({ groupId }) => groupId))].map((id) => ({ id })),
      );
    reads += 1;
    return Promise.resolve([...stored]);
  };
  return { directory: new Directory({ query } as unknown as DataSource), reads: () => reads };
}

const ids = (found: { id: string }[]): string[] => found.map(({ id }) => id);

describe(Directory.name, () => {
  it('reads once for many who ask at once, and for those who ask soon after', async () => {
    const { directory, reads } = directoryOver([{ id: 'a', groupId: 'g' }]);

    await Promise.all([
      directory.dealershipsOf('g'),
      directory.dealership('a'),
      directory.groups(),
    ]);
    await directory.dealershipsOf('g');

    expect(reads()).toBe(1);
  });

  it('finds a dealership and a group made a moment ago', async () => {
    const stored = [{ id: 'a', groupId: 'g' }];
    const { directory } = directoryOver(stored);
    await directory.groups();

    stored.push({ id: 'b', groupId: 'h' });

    expect(ids(await directory.dealershipsOf('h'))).toEqual(['b']);
    expect((await directory.group('h')).id).toBe('h');
  });

  it('reads again after some seconds', async () => {
    const stored = [{ id: 'a', groupId: 'g' }];
    const { directory } = directoryOver(stored);
    await directory.dealershipsOf('g');
    stored.push({ id: 'b', groupId: 'g' });
    const started = performance.now();
    const clock = { now: () => started + 6_000 };
    const real = performance.now.bind(performance);
    performance.now = clock.now;

    try {
      expect(ids(await directory.dealershipsOf('g'))).toEqual(['a', 'b']);
    } finally {
      performance.now = real;
    }
  });

  it('knows no dealership that is not there', async () => {
    const { directory } = directoryOver([]);

    await expect(directory.dealership('a')).rejects.toThrow(DealershipNotYoursError);
  });
});
