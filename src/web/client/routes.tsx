import { type MouseEvent, type ReactNode, useSyncExternalStore } from 'react';

/** The desk's few pages, by path; unknown ones are the queue. */
export type Route =
  | { page: 'queue'; leadId: string | undefined }
  | { page: 'scorecard' }
  | { page: 'model' }
  | { page: 'me' };

export const pathOf = {
  queue: '/',
  lead: (leadId: string) => `/leads/${leadId}`,
  scorecard: '/scorecard',
  model: '/model',
  me: '/me',
};

const CHANGED = 'desk:path';

/** How far each page was scrolled, so that the way back leads to the same card. */
const scrolled = new Map<string, number>();

export function go(path: string, options: { replace?: boolean } = {}): void {
  if (path === window.location.pathname) return;
  scrolled.set(window.location.pathname, window.scrollY);
  if (options.replace) window.history.replaceState(null, '', path);
  else window.history.pushState(null, '', path);
  window.dispatchEvent(new Event(CHANGED));
  const at = path === pathOf.queue ? (scrolled.get(path) ?? 0) : 0;
  requestAnimationFrame(() => window.scrollTo(0, at));
}

export function useRoute(): Route {
  return routeOf(useSyncExternalStore(listen, () => window.location.pathname));
}

function listen(changed: () => void): () => void {
  window.addEventListener('popstate', changed);
  window.addEventListener(CHANGED, changed);
  return () => {
    window.removeEventListener('popstate', changed);
    window.removeEventListener(CHANGED, changed);
  };
}

function routeOf(path: string): Route {
  if (path === pathOf.scorecard) return { page: 'scorecard' };
  if (path === pathOf.model) return { page: 'model' };
  if (path === pathOf.me) return { page: 'me' };
  return { page: 'queue', leadId: /^\/leads\/([0-9a-f-]{36})$/.exec(path)?.[1] };
}

/** A link that stays in the page; with a modifier key it is a link like any other. */
export function PageLink(given: {
  to: string;
  className?: string;
  current?: boolean;
  label?: string;
  children: ReactNode;
}): ReactNode {
  const follow = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    go(given.to);
  };
  return (
    <a
      href={given.to}
      className={given.className}
      aria-current={given.current ? 'page' : undefined}
      aria-label={given.label}
      onClick={follow}
    >
      {given.children}
    </a>
  );
}
