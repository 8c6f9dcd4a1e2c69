import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { readEventStream } from '../api/event-stream';
import { words } from '../words';

interface SyncEvent {
  type: string;
  pages: number;
  counts: { stored?: number; quarantined?: number };
}

const WAITING: SyncEvent = { type: 'waiting', pages: 0, counts: {} };

/** How the sync that was asked for gets on, in words; undefined before the first. */
export function useSyncProgress(): { told: string | undefined; follow: (events: string) => void } {
  const client = useQueryClient();
  const [last, setLast] = useState<SyncEvent>();
  const reading = useRef<AbortController>(undefined);
  useEffect(() => () => reading.current?.abort(), []);
  const follow = (events: string): void => {
    reading.current?.abort();
    reading.current = new AbortController();
    setLast(WAITING);
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

async function read(
  url: string,
  signal: AbortSignal,
  tell: (event: SyncEvent) => void,
): Promise<void> {
  try {
    await readEventStream(url, signal, ({ type, data }) => tell({ ...WAITING, ...data, type }));
  } catch (error) {
    // Left, or cut off: the list is read again by itself and shows how it ended.
    if (!signal.aborted) tell(WAITING);
    if (!(error instanceof Error)) throw error;
  }
}
