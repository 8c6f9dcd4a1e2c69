import type { ReactNode } from 'react';
import type { Search } from '../api/queries';
import type { WorklistSummary } from '../api/shapes';
import { words } from '../words';
import type { View } from './view';

const ANY = '';
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
  const shown = search.assignedTo === '' ? NOBODY : (search.assignedTo ?? ANY);
  const choose = (chosen: string): void => {
    const { text } = search;
    find({
      ...(text === undefined ? {} : { text }),
      ...(chosen === ANY ? {} : { assignedTo: chosen === NOBODY ? '' : chosen }),
    });
  };
  return (
    <Choice
      name={words.queue.whose}
      label={label}
      any={words.queue.everybody}
      of={[{ value: NOBODY, label: words.queue.nobodys }, ...people]}
      chosen={shown}
      choose={choose}
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
    <Choice
      name={words.queue.source}
      label={label}
      any={words.queue.sources}
      of={summary.sources.map((source) => ({ value: source, label: source }))}
      chosen={view.source ?? ANY}
      choose={(source) => choose(source === ANY ? noSource : { source })}
    />
  );
}

/** One of several, or any: the browser's own, which a phone shows as its wheel and a keyboard searches. */
function Choice(given: {
  name: string;
  /** Above it, where there is room; its name is told either way. */
  label: string | undefined;
  any: string;
  of: { value: string; label: string }[];
  chosen: string;
  choose: (chosen: string) => void;
}): ReactNode {
  const { name, label, any, of, chosen, choose } = given;
  return (
    <label className="toolbar-select">
      <span className={label === undefined ? 'unseen' : undefined}>{name}</span>
      <select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
        <option value={ANY}>{any}</option>
        {of.map(({ value, label: says }) => (
          <option key={value} value={value}>
            {says}
          </option>
        ))}
      </select>
    </label>
  );
}
