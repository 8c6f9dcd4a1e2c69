import { type AnyRouter, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

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
  return (
    <Link
      to={to}
      search={(before: object) => (samePage(to) ? before : {})}
      className={className}
      activeProps={{}}
      activeOptions={{ exact: true }}
      aria-current={current ? 'page' : undefined}
      aria-label={label}
    >
      {children}
    </Link>
  );
}

/** Filters belong to the queue and go with a lead opened from it, not to other pages. */
const samePage = (to: string): boolean => to === pathOf.queue || to.startsWith('/leads/');
