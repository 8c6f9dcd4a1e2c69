import { memo, type ReactNode } from 'react';
import type { QueueFilter } from '../api/queries';
import type { WorklistSummary } from '../api/shapes';
import { count } from '../say';
import { words } from '../words';
import { nothing, type View } from './view';

interface Choice {
  key: string;
  label: string;
  filter: QueueFilter;
  count: (summary: WorklistSummary) => number;
}

const band = (name: 'hot' | 'warm' | 'cool'): Choice => ({
  key: name,
  label: `${words.bands[name].shape} ${words.bands[name].name}`,
  filter: { band: name },
  count: (summary) => summary[name],
});

const choices = (): Choice[] => [
  { key: 'all', label: words.queue.all, filter: {}, count: ({ open }) => open },
  {
    key: 'waiting',
    label: words.queue.waiting,
    filter: { waiting: true },
    count: ({ waiting }) => waiting,
  },
  band('hot'),
  band('warm'),
  band('cool'),
];

export const QueueFilters = memo(function QueueFilters(given: {
  filter: QueueFilter;
  choose: (view: Partial<View>) => void;
  summary: WorklistSummary | undefined;
}): ReactNode {
  const { filter, choose, summary } = given;
  const chosen = filter.band ?? (filter.waiting ? 'waiting' : 'all');
  return (
    <div className="filters" role="group" aria-label={words.queue.filters}>
      {choices().map((choice) => (
        <button
          key={choice.key}
          type="button"
          className="filter"
          aria-pressed={choice.key === chosen}
          onClick={() => choose({ ...nothing, ...choice.filter })}
        >
          {choice.label}
          {summary && <span className="filter-count">{count(choice.count(summary))}</span>}
        </button>
      ))}
    </div>
  );
});
