import { useSyncExternalStore } from 'react';
import { DESK } from './desk-width';

const WIDE = window.matchMedia(DESK);

export const useIsDesk = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      WIDE.addEventListener('change', changed);
      return () => WIDE.removeEventListener('change', changed);
    },
    () => WIDE.matches,
  );
