import type { CrmHarness } from '../crm-harness.js';
import { score } from './readings.js';

/** Moves some of these leads in their lists, each in one of the ways that the system has. @returns which. */
export async function shiftsOf(harness: CrmHarness, ids: readonly string[]): Promise<string[]> {
  const { shift, remove, merge } = harness;
  const adapter = harness.adapter();
  const ways: ((id: string) => Promise<unknown>)[] = [];
  if (shift) ways.push(shift);
  if (remove) ways.push(remove);
  if (merge) ways.push((id) => merge(id, ids.at(-1) ?? ''));
  if (adapter.pushBatchSize > 0) ways.push((id) => adapter.push([score(id)]));
  if (ways.length === 0)
    throw new Error("Nothing moves here: add shift(), or say in 'cannot' why.");
  const moved = ids.slice(0, ways.length);
  for (const [at, id] of moved.entries()) {
    // One after the other, as people do.
    // oxlint-disable-next-line no-await-in-loop -- see above
    await ways[at]?.(id);
  }
  return moved;
}
