import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Search } from '../api/queries';
import type { WorklistSummary } from '../api/shapes';
import { words } from '../words';
import type { View } from './view';

const NOBODY = '\u0000nobody';
const noSource = { source: undefined } as unknown as Partial<View>;

/** Whose leads. */
export function Whose(given: {
  search: Search;
  find: (search: Search) => void;
  summary: WorklistSummary;
  label?: string;
}): ReactNode {
  const { search, find, summary, label } = given;
  const people = summary.salespeople.map((name) => ({ value: name, label: name }));
  const shown = search.assignedTo === '' ? NOBODY : (search.assignedTo ?? null);
  const choose = (chosen: string | null): void => {
    const { text } = search;
    find({
      ...(text === undefined ? {} : { text }),
      ...(chosen === null ? {} : { assignedTo: chosen === NOBODY ? '' : chosen }),
    });
  };
  return (
    <Select
      aria-label={words.queue.whose}
      label={label}
      placeholder={words.queue.everybody}
      data={[{ value: NOBODY, label: words.queue.nobodys }, ...people]}
      value={shown}
      onChange={choose}
      clearable
      clearButtonProps={{ 'aria-label': words.queue.everybody }}
      searchable
      className="toolbar-select"
    />
  );
}

/** From where, where there is a choice. */
export function Source(given: {
  view: View;
  choose: (view: Partial<View>) => void;
  summary: WorklistSummary;
  label?: string;
}): ReactNode {
  const { view, choose, summary, label } = given;
  if (summary.sources.length < 2) return null;
  return (
    <Select
      aria-label={words.queue.source}
      label={label}
      placeholder={words.queue.sources}
      data={summary.sources}
      value={view.source ?? null}
      onChange={(source) => choose(source === null ? noSource : { source })}
      clearable
      clearButtonProps={{ 'aria-label': words.queue.sources }}
      className="toolbar-select"
    />
  );
}
