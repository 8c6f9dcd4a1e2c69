import { useSyncExternalStore } from 'react';

/** From here a table and a lead fit side by side; the same width as in queue.css. */
const WIDE = window.matchMedia('(min-width: 1080px)');

export const useIsDesk = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      WIDE.addEventListener('change', changed);
      return () => WIDE.removeEventListener('change', changed);
    },
    () => WIDE.matches,
  );
