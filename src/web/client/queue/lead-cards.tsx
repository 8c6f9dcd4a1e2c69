import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { WorklistLead } from '../api/shapes';
import { words } from '../words';
import type { Choosing } from './choosing';
import { LeadCard } from './lead-card';

const CARD_PX = 268;
const GAP_PX = 12;
/** Below so many, all cards are there, to be found with the browser's own search. */
const ALL_DRAWN = 30;
const NEAR_END = 10;

export function LeadCards(given: {
  leads: WorklistLead[];
  now: Date;
  choosing: Choosing;
  more: () => void;
}): ReactNode {
  const { leads, now, choosing, more } = given;
  const list = useRef<HTMLOListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop(list.current?.offsetTop ?? 0), []);
  const cards = useWindowVirtualizer({
    count: leads.length,
    estimateSize: () => CARD_PX,
    gap: GAP_PX,
    overscan: leads.length <= ALL_DRAWN ? ALL_DRAWN : 4,
    scrollMargin: top,
  });
  const drawn = cards.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= leads.length - NEAR_END) more();
  }, [last, leads.length, more]);
  const above = Math.max(0, (drawn[0]?.start ?? top) - top);
  const below = Math.max(0, cards.getTotalSize() - ((drawn.at(-1)?.end ?? top) - top));
  return (
    <ol
      className="cards"
      aria-label={words.queue.tableLabel}
      ref={list}
      style={{ paddingTop: above, paddingBottom: below }}
    >
      {drawn.map(({ index }) => {
        const lead = leads[index];
        return (
          lead && (
            <li
              key={lead.leadId}
              ref={cards.measureElement}
              data-index={index}
              aria-setsize={leads.length}
              aria-posinset={index + 1}
            >
              <LeadCard
                lead={lead}
                now={now}
                chosen={choosing.several ? choosing.chosen.has(lead.leadId) : undefined}
                toggle={choosing.toggle}
              />
            </li>
          )
        );
      })}
    </ol>
  );
}
