import type { Jobs } from '#platform';

import type { TrainingRuns } from './training-runs.js';
import type { TrainingThread } from './training-thread.js';
import { TrainingCrashError } from './training.errors.js';
import { TrainingWorker } from './training.worker.js';

/** A place where runs are worked, which remembers for whom. */
const place = (): { run: (groupId: string) => Promise<void>; groups: string[] } => {
  const groups: string[] = [];
  return { groups, run: async (groupId) => void groups.push(groupId) };
};

const workOne = async (here: unknown, thread?: TrainingThread): Promise<void> => {
  let handler: ((data: { groupId: string }) => Promise<void>) | undefined;
  const jobs = {
    work: (_queue: string, _options: object, work: typeof handler) => (handler = work),
  };
  new TrainingWorker(jobs as unknown as Jobs, here as TrainingRuns, thread).onModuleInit();
  await handler!({ groupId: 'a group' });
};

describe(TrainingWorker.name, () => {
  it('works a run in the thread where there is one', async () => {
    const [here, thread] = [place(), place()];

    await workOne(here, thread);

    expect([here.groups, thread.groups]).toEqual([[], ['a group']]);
  });

  it('works it here where there is none', async () => {
    const here = place();

    await workOne(here);

    expect(here.groups).toEqual(['a group']);
  });

  it('leaves a run that could not end to the queue', async () => {
    const thread = {
      run: () => Promise.reject(new Error('The training thread ended early (code 1).')),
    };

    await expect(workOne(place(), thread)).rejects.toThrow('ended early');
  });

  it('tells of a thread that crashed, and leaves the run to the queue only as long as it is told to', async () => {
    const crash = new TrainingCrashError('out of memory');
    const thread = { run: () => Promise.reject(crash) };
    const told: unknown[] = [];
    const crashed = (again: boolean) => async (groupId: string, error: Error) => {
      told.push([groupId, error]);
      if (again) throw error;
    };

    await expect(workOne({ ...place(), crashed: crashed(true) }, thread)).rejects.toBe(crash);
    await workOne({ ...place(), crashed: crashed(false) }, thread);

    expect(told).toEqual([
      ['a group', crash],
      ['a group', crash],
    ]);
  });
});
