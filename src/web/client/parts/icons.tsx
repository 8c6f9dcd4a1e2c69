import type { ReactNode } from 'react';

/** Line drawings of one weight; always beside a word or under a label. */
const DRAWN = {
  queue: 'M4 6h16M4 12h11M4 18h7',
  board: 'M4 4h7v7H4ZM13 4h7v4h-7ZM13 10h7v10h-7ZM4 13h7v7H4Z',
  staff:
    'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM3.5 19c.8-3 3-4.5 5.5-4.5s4.7 1.5 5.5 4.5M16 11.5a2.5 2.5 0 1 0 0-5M17 14.5c1.8.3 3 1.6 3.5 3.5',
  scorecard: 'M4 19V5M4 19h16M8 15l4-4 3 2 5-6',
  model: 'M12 4l7 4v8l-7 4-7-4V8ZM12 12l7-4M12 12v8M12 12L5 8',
  connections: 'M9 15l6-6M8 11l-3 3a3.5 3.5 0 0 0 5 5l3-3M16 13l3-3a3.5 3.5 0 0 0-5-5l-3 3',
  deliveries: 'M4 12h13M12 6l6 6-6 6M4 6v12',
  quarantine: 'M12 4l8 14H4ZM12 10v4M12 16h.01',
  webhooks: 'M6 16a3 3 0 1 0 3 3M12 4a3 3 0 0 0-2 5l-3 6M18 19a3 3 0 1 0-2-5l-3-6',
  keys: 'M8 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 12h8M17 12v3M20 12v2',
  trail: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  settings:
    'M4 7h10M18 7h2M4 17h2M10 17h10M16 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM8 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  more: 'M5 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2ZM12 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2ZM19 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2Z',
  me: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c1-3.5 4-5 7.5-5s6.5 1.5 7.5 5',
  call: 'M6 4h3l1.5 4.5L8.5 10a12 12 0 0 0 5.5 5.5l1.5-2L20 15v3a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2Z',
  text: 'M5 5h14a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1h-8l-4 3.5V16H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1Z',
  mail: 'M4 6.5h16v11H4zM4.5 7l7.5 6 7.5-6',
  back: 'M15 5l-7 7 7 7',
  clock: 'M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16ZM12 8v4l2.5 2',
  view: 'M4 6h16M7 12h10M10 18h4',
  close: 'M6 6l12 12M18 6L6 18',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5L20 20',
  download: 'M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14',
  log: 'M5 12.5l4.5 4.5L19 7.5',
};

export function Icon({ name }: { name: keyof typeof DRAWN }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={DRAWN[name]} />
    </svg>
  );
}

export function Mark(): ReactNode {
  return (
    <svg className="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" />
      <path d="M7 22.5h4v-5H7zm7 0h4v-9h-4zm7 0h4v-14h-4z" />
    </svg>
  );
}
