import type { AnyRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';

export const pathOf = {
  queue: '/',
  lead: (leadId: string) => `/leads/${leadId}`,
  scorecard: '/scorecard',
  model: '/model',
  me: '/me',
  connections: '/connections',
};

let router: AnyRouter | undefined;

/** Called once, by the router itself: pages may then send people on without importing every page. */
export function travelWith(given: AnyRouter): void {
  router = given;
}

/** To another page, or another lead of the same; what the address asks for besides stays. */
export function go(path: string, options: { replace?: boolean } = {}): void {
  void router?.navigate({ to: path, search: true, replace: options.replace ?? false });
}

/** A link that stays in the page; with a modifier key it is a link like any other. */
export function PageLink(given: {
  to: string;
  className?: string;
  current?: boolean;
  label?: string;
  children: ReactNode;
}): ReactNode {
  const { to, className, current, label, children } = given;
  // Not the router's own link, each of which looks at every change of address: one stands in every row.
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    void router?.navigate({ to, search: samePage(to) ? true : {} });
  };
  return (
    <a
      href={samePage(to) ? to + window.location.search : to}
      className={className}
      aria-current={current ? 'page' : undefined}
      aria-label={label}
      onClick={follow}
    >
      {children}
    </a>
  );
}

/** Filters belong to the queue and go with a lead opened from it, not to other pages. */
const samePage = (to: string): boolean => to === pathOf.queue || to.startsWith('/leads/');
