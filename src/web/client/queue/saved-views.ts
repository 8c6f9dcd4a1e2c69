import { useState } from 'react';
import { readView, type View, writeView } from './view';

export interface SavedView {
  name: string;
  view: View;
}

const KEPT = 'views';

/** Views somebody gave a name, on this device. */
export function useSavedViews() {
  const [views, setViews] = useState(read);
  const keep = (next: SavedView[]): void => {
    const written = next.map(({ name, view }) => ({ name, view: writeView(view) }));
    window.localStorage.setItem(KEPT, JSON.stringify(written));
    setViews(next);
  };
  return {
    views,
    save: (name: string, view: View) =>
      keep([...views.filter((one) => one.name !== name), { name, view }]),
    remove: (name: string) => keep(views.filter((one) => one.name !== name)),
  };
}

function read(): SavedView[] {
  const kept = JSON.parse(window.localStorage.getItem(KEPT) ?? '[]') as {
    name: string;
    view: Record<string, unknown>;
  }[];
  return kept.map(({ name, view }) => ({ name, view: readView(view) }));
}
