import { ActionIcon, Select, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { rooftopHeaders } from '../api/desk-api';
import { problemOf } from '../api/problem';
import type { QueueFilter, Search } from '../api/queries';
import type { WorklistSummary } from '../api/shapes';
import { Icon } from '../parts/icons';
import { words } from '../words';
import { ColumnsMenu, ViewsMenu } from './views-menu';
import type { View } from './view';

const TYPED_MS = 250;
const noSource = { source: undefined } as unknown as Partial<View>;

interface Given {
  view: View;
  choose: (view: Partial<View>) => void;
  search: Search;
  find: (search: Search) => void;
  summary: WorklistSummary | undefined;
  desk: boolean;
}

/** Search, whose leads, from where; on a desk also views, columns and the sheet. */
export function Toolbar({ view, choose, search, find, summary, desk }: Given): ReactNode {
  return (
    <div className="toolbar">
      <SearchField search={search} find={find} />
      {desk && summary && (
        <>
          <Whose search={search} find={find} summary={summary} />
          {summary.sources.length > 1 && (
            <Select
              aria-label={words.queue.source}
              placeholder={words.queue.sources}
              data={summary.sources}
              value={view.source ?? null}
              onChange={(source) => choose(source === null ? noSource : { source })}
              clearable
              className="toolbar-select"
            />
          )}
          <ColumnsMenu view={view} choose={choose} />
          <ViewsMenu view={view} choose={choose} />
          <SheetButton filter={{ ...view, ...search }} />
        </>
      )}
    </div>
  );
}

/** Sent when the typing rests. */
function SearchField({ search, find }: Pick<Given, 'search' | 'find'>): ReactNode {
  const [typed, setTyped] = useState(search.text ?? '');
  // Cleared elsewhere, as by asking for all leads again: what was typed goes with it.
  const [sent, setSent] = useState(search.text);
  if (sent !== search.text) {
    setSent(search.text);
    if (search.text === undefined) setTyped('');
  }
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed.trim() !== (search.text ?? '')) find(withText(search, typed.trim()));
    }, TYPED_MS);
    return () => clearTimeout(timer);
  }, [typed, search, find]);
  return (
    <TextInput
      id="search"
      type="search"
      role="searchbox"
      className="toolbar-search"
      aria-label={words.queue.search}
      placeholder={words.queue.search}
      value={typed}
      maxLength={100}
      leftSection={<Icon name="search" />}
      rightSection={
        typed === '' ? undefined : (
          <ActionIcon aria-label={words.queue.searchClear} onClick={() => setTyped('')}>
            <Icon name="close" />
          </ActionIcon>
        )
      }
      rightSectionWidth={44}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // The list's keys work again; what was typed stays, which a search field would clear.
        event.preventDefault();
        event.currentTarget.blur();
      }}
    />
  );
}

const withText = ({ assignedTo }: Search, text: string): Search => ({
  ...(assignedTo === undefined ? {} : { assignedTo }),
  ...(text === '' ? {} : { text }),
});

const NOBODY = '\u0000nobody';

function Whose({
  search,
  find,
  summary,
}: Pick<Given, 'search' | 'find'> & { summary: WorklistSummary }): ReactNode {
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
      placeholder={words.queue.everybody}
      data={[{ value: NOBODY, label: words.queue.nobodys }, ...people]}
      value={shown}
      onChange={choose}
      clearable
      searchable
      className="toolbar-select"
    />
  );
}

/** The list as it stands, as a file. */
function SheetButton({
  filter,
}: {
  filter: QueueFilter & Search & { columns?: unknown };
}): ReactNode {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const download = async (): Promise<void> => {
    setBusy(true);
    setFailed(null);
    try {
      await saveSheet(filter);
    } catch (error) {
      setFailed((error as Error).message);
    }
    setBusy(false);
  };
  return (
    <>
      <ActionIcon
        variant="default"
        aria-label={words.queue.sheet}
        title={words.queue.sheet}
        loading={busy}
        onClick={() => void download()}
      >
        <Icon name="download" />
      </ActionIcon>
      {failed !== null && (
        <p className="field-fault" role="alert">
          {failed}
        </p>
      )}
    </>
  );
}

async function saveSheet({
  columns: _columns,
  ...filter
}: QueueFilter & Search & { columns?: unknown }): Promise<void> {
  const answer = await fetch('/v1/worklist/sheet', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...rooftopHeaders() },
    body: JSON.stringify(filter),
  });
  if (!answer.ok) throw problemOf(answer.status, await answer.json());
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = `${words.queue.sheetFile}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}
