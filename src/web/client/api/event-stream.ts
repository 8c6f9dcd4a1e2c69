import { rooftopHeaders } from './desk-api';

export interface StreamedEvent {
  type: string;
  data: Record<string, unknown>;
}

/**
 * Reads server-sent events until the server ends the stream or the signal says so. An EventSource cannot say
 * which rooftop it is about, so the stream is read by hand.
 *
 * @param ready - Called when the server says that it listens; `take` is not.
 * @throws what fetching throws.
 */
export async function readEventStream(
  url: string,
  signal: AbortSignal,
  take: (event: StreamedEvent) => void,
  ready: () => void = () => undefined,
): Promise<void> {
  const headers = { accept: 'text/event-stream', ...rooftopHeaders() };
  const { ok, status, body } = await fetch(url, { headers, signal });
  if (!ok || !body) throw new Error(`No events: ${status}`);
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const event of blocks.flatMap(eventOf)) (event.type === 'ready' ? ready : take)(event);
  }
}

/** None: it only keeps the stream open. */
function eventOf(block: string): StreamedEvent[] {
  const type = /^event: ?(.*)$/m.exec(block)?.[1] ?? '';
  const data = /^data: ?(.*)$/m.exec(block)?.[1];
  if (!data || type === 'heartbeat') return [];
  return [{ type, data: JSON.parse(data) as Record<string, unknown> }];
}
