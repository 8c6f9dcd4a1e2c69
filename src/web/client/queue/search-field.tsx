import { ActionIcon, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { Search } from '../api/queries';
import { Icon } from '../parts/icons';
import { words } from '../words';

const TYPED_MS = 250;

/** Sent when the typing rests. */
export function SearchField({
  search,
  find,
}: {
  search: Search;
  find: (search: Search) => void;
}): ReactNode {
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
