import { type RefObject, useEffect } from 'react';
import type { WorklistLead } from '../api/shapes';
import { go, pathOf } from '../routes';

/** j and k move down and up the table, Enter goes into the lead, Escape back; c, t, l, x, / and ? as words.queue.help says. */
export function useQueueKeys(given: {
  leads: WorklistLead[];
  open: string | undefined;
  panel: RefObject<HTMLElement | null>;
  enabled: boolean;
  choose: (leadId: string) => void;
  help: () => void;
}): void {
  const { leads, open, panel, enabled, choose, help } = given;
  useEffect(() => {
    if (!enabled) return undefined;
    const move = (by: number): void => {
      const at = leads.findIndex(({ leadId }) => leadId === open);
      const next = leads[Math.min(leads.length - 1, Math.max(0, at + by))];
      if (!next) return;
      go(pathOf.lead(next.leadId), { replace: true });
      document.querySelector(`[data-lead="${next.leadId}"]`)?.scrollIntoView({ block: 'nearest' });
    };
    const inPanel = <T extends HTMLElement>(selector: string): T | null | undefined =>
      // Not the lead before, which stands there until the next has been drawn.
      panel.current?.dataset['open'] === open ? panel.current?.querySelector<T>(selector) : null;
    const actions: Record<string, () => void> = {
      j: () => move(1),
      k: () => move(-1),
      Enter: () => panel.current?.focus(),
      Escape: () => panel.current?.blur(),
      c: () => inPanel('[data-way="call"]')?.click(),
      t: () => inPanel('[data-way="text"]')?.click(),
      l: () => inPanel('.log button')?.focus(),
      x: () => open !== undefined && choose(open),
      '/': () => document.querySelector<HTMLElement>('#search')?.focus(),
      '?': help,
    };
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      const action = actions[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [leads, open, panel, enabled, choose, help]);
}

/** Keys belong to the field, link or button that has the focus, and to an open dialog; j and k only to fields. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (
    target?.closest(
      'input:not([type="checkbox"]), select, textarea, [role="dialog"], [role="menu"]',
    )
  )
    return true;
  return event.key === 'Enter' && target?.closest('a, button') !== null;
}
