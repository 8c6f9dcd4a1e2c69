import { useEffect, useState } from 'react';
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { rooftopHeaders } from './desk-api';

const LONGEST_WAIT_MS = 30_000;
/** Notices come in bursts; one reading answers them all. */
const GATHER_MS = 250;

/**
 * Keeps open pages current from the server's notices. EventSource cannot name a rooftop in a header,
 * so the stream is read with fetch.
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
  while (!ended.aborted) {
    try {
      await listen(ended, tell, () => {
        waitMs = 1_000;
        setLive(true);
        // Whatever changed while nobody listened.
        tell(null);
      });
    } catch {
      // Unreachable or refused: pages ask by themselves until a later try succeeds.
      waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
    }
    if (ended.aborted) return;
    setLive(false);
    await new Promise((wake) => setTimeout(wake, waitMs));
  }
}

async function listen(
  ended: AbortSignal,
  tell: (leadId: string | null) => void,
  ready: () => void,
): Promise<void> {
  const response = await fetch('/v1/worklist/events', {
    headers: { accept: 'text/event-stream', ...rooftopHeaders() },
    signal: ended,
  });
  if (!response.ok || !response.body) throw new Error(`No notices: ${response.status}`);
  let rest = '';
  for await (const text of textOf(response.body)) {
    const events = (rest + text).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) heard(event, tell, ready);
  }
}

async function* textOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield decoder.decode(value, { stream: true });
  }
}

function heard(event: string, tell: (leadId: string | null) => void, ready: () => void): void {
  const lines = event.split('\n');
  const of = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const type = of('event');
  if (type === 'ready') ready();
  if (type !== 'lead') return;
  const notice = JSON.parse(of('data') ?? '{}') as { leadId?: string | null };
  tell(notice.leadId ?? null);
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
