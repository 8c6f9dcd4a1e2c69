import type { ComponentType } from 'react';
import type { Words } from './words';

export type Role = 'rep' | 'manager' | 'admin' | 'auditor';
export type PageName = Exclude<keyof Words['nav'], 'label' | 'more'>;

/** A page of the desk. Its code is fetched when somebody first goes there. */
export interface Page {
  name: PageName;
  /** One page may answer several paths, and stays as it is from one to another: `$leadId` is a part of a path. */
  paths: [string, ...string[]];
  /** Who sees it; everybody where left out. The server decides again. */
  roles?: Role[];
  load: () => Promise<{ Page: ComponentType }>;
}

/** With the texts and styles that the first page does without. */
async function beyond<T>(code: Promise<T>): Promise<T> {
  const [loaded] = await Promise.all([code, import('./beyond-the-queue')]);
  return loaded;
}

/** In the order of the rail; on a phone the first ones stand in the bar, the others under More. */
export const pages: Page[] = [
  {
    name: 'queue',
    paths: ['/', '/leads/$leadId'],
    load: () => import('./queue/queue-page'),
  },
  {
    name: 'board',
    paths: ['/board'],
    load: () => beyond(import('./board/board-page')),
  },
  {
    name: 'scorecard',
    paths: ['/scorecard'],
    load: () => beyond(import('./scorecard/scorecard-page')),
  },
  {
    name: 'model',
    paths: ['/model'],
    roles: ['manager', 'admin', 'auditor'],
    load: () => beyond(import('./model/model-page')),
  },
  {
    name: 'staff',
    paths: ['/staff'],
    roles: ['manager', 'admin', 'auditor'],
    load: () => beyond(import('./staff/staff-page')),
  },
  {
    name: 'connections',
    paths: ['/connections'],
    roles: ['admin'],
    load: () => beyond(import('./admin/connections-page')),
  },
  {
    name: 'deliveries',
    paths: ['/deliveries'],
    roles: ['admin'],
    load: () => beyond(import('./admin/deliveries-page')),
  },
  {
    name: 'quarantine',
    paths: ['/quarantine'],
    roles: ['admin'],
    load: () => beyond(import('./admin/quarantine-page')),
  },
  {
    name: 'webhooks',
    paths: ['/webhooks'],
    roles: ['admin'],
    load: () => beyond(import('./admin/webhooks-page')),
  },
  {
    name: 'keys',
    paths: ['/keys'],
    roles: ['admin', 'auditor'],
    load: () => beyond(import('./admin/keys-page')),
  },
  {
    name: 'trail',
    paths: ['/trail'],
    roles: ['admin', 'auditor'],
    load: () => beyond(import('./admin/trail-page')),
  },
  {
    name: 'settings',
    paths: ['/settings'],
    roles: ['admin', 'auditor'],
    load: () => beyond(import('./settings/settings-page')),
  },
  {
    name: 'me',
    paths: ['/me'],
    load: () => beyond(import('./me/me-page')),
  },
];

/** The page of an address as it is typed; undefined where only the router can tell. */
export const pageAt = (path: string): Page | undefined =>
  path.startsWith('/leads/') ? pages[0] : pages.find(({ paths }) => paths.includes(path));

export const mayOpen = ({ roles }: Page, role: string): boolean =>
  roles === undefined || roles.some((one) => one === role);
