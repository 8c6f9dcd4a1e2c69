import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { QueueFilter } from '../api/queries';

export const COLUMNS = [
  'likelihood',
  'customer',
  'vehicle',
  'reason',
  'next',
  'promise',
  'source',
  'rep',
] as const;
export type Column = (typeof COLUMNS)[number];

export const USUAL: Column[] = ['likelihood', 'customer', 'vehicle', 'reason', 'promise'];

/** What a link to the queue says: which leads, and in which columns. Nothing about a person. */
export interface View extends QueueFilter {
  columns: Column[];
}

/** Asks for no leads in particular. */
export const nothing = {
  band: undefined,
  waiting: undefined,
  source: undefined,
} as unknown as Partial<View>;

const BANDS = ['hot', 'warm', 'cool'] as const;

/** The view the address asks for, and a way to ask for another; what it does not say is as usual. */
export function useView(): [View, (next: Partial<View>) => void] {
  const said = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const view = useMemo(() => readView(said), [said]);
  const choose = useCallback(
    (next: Partial<View>): void => {
      void navigate({ to: '.', search: writeView({ ...view, ...next }), replace: true });
    },
    [view, navigate],
  );
  return [view, choose];
}

export function readView(said: Record<string, unknown>): View {
  const band = BANDS.find((one) => one === said['band']);
  const asked = typeof said['columns'] === 'string' ? said['columns'].split('.') : [];
  const columns = COLUMNS.filter((column) => asked.includes(column));
  return {
    ...(band ? { band } : {}),
    ...(said['waiting'] === true ? { waiting: true } : {}),
    ...(typeof said['source'] === 'string' ? { source: said['source'] } : {}),
    columns: columns.length > 0 ? columns : USUAL,
  };
}

export function writeView({ band, waiting, source, columns }: View): Record<string, unknown> {
  const asUsual = columns.join('.') === USUAL.join('.');
  return {
    ...(band ? { band } : {}),
    ...(waiting ? { waiting } : {}),
    ...(source === undefined ? {} : { source }),
    ...(asUsual ? {} : { columns: columns.join('.') }),
  };
}
