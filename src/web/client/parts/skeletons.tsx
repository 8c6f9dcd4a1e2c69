import type { ReactNode } from 'react';
import { words } from '../words';

const rows = (number: number): number[] => Array.from({ length: number }, (_, index) => index);

/** Cards or rows of the true height, so that nothing jumps when leads arrive. */
export function QueueSkeleton(): ReactNode {
  return (
    <div className="skeleton-list" role="status" aria-label={words.loading}>
      {rows(10).map((row) => (
        <div className="skeleton-card" key={row}>
          <span className="bone short" />
          <span className="bone" />
          <span className="bone long" />
        </div>
      ))}
    </div>
  );
}

/** While a page's code is on its way: its head, and a first sheet. */
export function PageSkeleton(): ReactNode {
  return (
    <div className="skeleton-page" role="status" aria-label={words.loading}>
      <span className="bone title" />
      <span className="bone short" />
      <div className="skeleton-card">
        <span className="bone" />
        <span className="bone long" />
      </div>
    </div>
  );
}

export function LeadSkeleton(): ReactNode {
  return (
    <div className="skeleton-lead" role="status" aria-label={words.loading}>
      <span className="bone title" />
      <span className="bone" />
      {rows(8).map((row) => (
        <span className="bone long" key={row} />
      ))}
    </div>
  );
}
