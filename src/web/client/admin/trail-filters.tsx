import { Button, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useApiKeys, useStaff } from '../api/admin-queries';
import { words } from '../words';

/** What was chosen; days by the store's calendar, both included. */
export interface TrailWish {
  actor?: string;
  action?: string;
  from?: string;
  to?: string;
}

/** Narrows the trail by who, what and when. */
export function TrailFilters(given: {
  wish: TrailWish;
  change: (wish: TrailWish) => void;
}): ReactNode {
  const { wish, change } = given;
  const texts = words.trail;
  const set = (key: keyof TrailWish) => (value: string | null) => {
    const { [key]: _before, ...others } = wish;
    change(value ? { ...others, [key]: value } : others);
  };
  return (
    <div className="trail-filters" role="search" aria-label={texts.filters}>
      <Select
        label={texts.who}
        placeholder={texts.everybody}
        data={useActors()}
        value={wish.actor ?? null}
        onChange={set('actor')}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': texts.everybody }}
      />
      <Select
        label={texts.what}
        placeholder={texts.everything}
        data={Object.entries(texts.matters).map(([value, label]) => ({ value, label }))}
        value={wish.action ?? null}
        onChange={set('action')}
        clearable
        clearButtonProps={{ 'aria-label': texts.everything }}
      />
      <TextInput
        type="date"
        label={texts.from}
        value={wish.from ?? ''}
        onChange={(event) => set('from')(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={texts.to}
        value={wish.to ?? ''}
        onChange={(event) => set('to')(event.currentTarget.value)}
      />
      {Object.keys(wish).length > 0 && (
        <Button variant="default" onClick={() => change({})}>
          {texts.clear}
        </Button>
      )}
    </div>
  );
}

/** Staff and keys, as the trail calls them. */
function useActors(): { value: string; label: string }[] {
  const staff = useStaff().data ?? [];
  const keys = useApiKeys().data ?? [];
  return [
    ...staff.map(({ id, name }) => ({ value: `staff:${id}`, label: name })),
    ...keys.map(({ id, name, hint }) => ({
      value: `key:${id}`,
      label: words.trail.keyActor(name, hint),
    })),
  ];
}
