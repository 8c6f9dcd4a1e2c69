import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { rooftopHeaders } from '../api/desk-api';
import { words } from '../words';

interface SyncEvent {
  type: string;
  pages: number;
  counts: { stored?: number; quarantined?: number };
}

/** How the sync that was asked for gets on, in words; undefined before the first. */
export function useSyncProgress(): { told: string | undefined; follow: (events: string) => void } {
  const client = useQueryClient();
  const [last, setLast] = useState<SyncEvent>();
  const reading = useRef<AbortController>(undefined);
  useEffect(() => () => reading.current?.abort(), []);
  const follow = (events: string): void => {
    reading.current?.abort();
    reading.current = new AbortController();
    setLast({ type: 'waiting', pages: 0, counts: {} });
    void read(events, reading.current.signal, setLast).finally(() =>
      client.invalidateQueries({ queryKey: ['connections'] }),
    );
  };
  return { told: last && inWords(last), follow };
}

function inWords({ type, pages, counts }: SyncEvent): string {
  const { waitingForSync, progress, syncDone, syncFailed } = words.connections;
  if (type === 'waiting') return waitingForSync;
  if (type === 'failed') return syncFailed;
  const far = progress(pages, counts.stored ?? 0, counts.quarantined ?? 0);
  return type === 'done' ? `${syncDone} ${far}` : far;
}

/** An EventSource cannot say which rooftop it is about, so the stream is read by hand. */
async function read(
  url: string,
  signal: AbortSignal,
  tell: (event: SyncEvent) => void,
): Promise<void> {
  try {
    const { body } = await fetch(url, { signal, headers: rooftopHeaders() });
    if (body) await readBlocks(body, (block) => tellOf(block, tell));
  } catch (error) {
    // Left, or cut off: the list is read again by itself and shows how it ended.
    if (!signal.aborted) tell({ type: 'waiting', pages: 0, counts: {} });
    if (!(error instanceof Error)) throw error;
  }
}

async function readBlocks(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  take: (block: string) => void,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) take(block);
  }
}

function tellOf(block: string, tell: (event: SyncEvent) => void): void {
  const type = /^event: ?(.*)$/m.exec(block)?.[1] ?? '';
  const data = /^data: ?(.*)$/m.exec(block)?.[1];
  if (!data || type === 'heartbeat' || type === 'ready') return;
  const { pages = 0, counts = {} } = JSON.parse(data) as Partial<SyncEvent>;
  tell({ type, pages, counts });
}
