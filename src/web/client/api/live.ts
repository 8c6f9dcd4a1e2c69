import { useEffect, useState } from 'react';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { readEventStream } from './event-stream';

const LONGEST_WAIT_MS = 30_000;
/** By then the page that was just opened has been drawn. */
const SETTLED_MS = 3_000;
/** Notices come in bursts; one reading answers them all. */
const GATHER_MS = 250;

/**
 * Keeps open pages current from the server's notices.
 *
 * @returns whether notices are arriving; where not, pages ask by themselves.
 */
export function useLiveNotices(dealershipKey: string): boolean {
  const client = useQueryClient();
  const [live, setLive] = useState(false);
  useEffect(() => {
    const ended = new AbortController();
    void listenUntil(ended.signal, setLive, gathering(client, dealershipKey));
    return () => ended.abort();
  }, [client, dealershipKey]);
  return live;
}

async function listenUntil(
  ended: AbortSignal,
  setLive: (live: boolean) => void,
  tell: (leadId: string | null) => void,
): Promise<void> {
  let waitMs = 1_000;
  let first = true;
  while (!ended.aborted) {
    try {
      await readEventStream(
        '/v1/worklist/events',
        ended,
        ({ type, data }) => {
          if (type === 'lead') tell((data['leadId'] as string | null | undefined) ?? null);
        },
        () => {
          waitMs = 1_000;
          setLive(true);
          // Whatever changed while nobody listened. At first that is a moment, and the page is busy.
          setTimeout(() => !ended.aborted && tell(null), first ? SETTLED_MS : 0);
          first = false;
        },
      );
    } catch {
      // Unreachable or refused: pages ask by themselves until a later try succeeds.
      waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
    }
    if (ended.aborted) return;
    setLive(false);
    await new Promise((wake) => setTimeout(wake, waitMs));
  }
}

/** Marks what a burst of notices made stale, once. null: everything. */
function gathering(client: QueryClient, dealershipKey: string): (leadId: string | null) => void {
  const told = new Set<string | null>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    void client.invalidateQueries({ queryKey: ['worklist', dealershipKey] });
    const leads = told.has(null) ? [undefined] : [...told];
    for (const leadId of leads)
      void client.invalidateQueries({
        queryKey: leadId === undefined ? ['lead', dealershipKey] : ['lead', dealershipKey, leadId],
      });
    told.clear();
  };
  return (leadId) => {
    told.add(leadId);
    clearTimeout(timer);
    timer = setTimeout(flush, GATHER_MS);
  };
}
