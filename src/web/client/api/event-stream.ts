import { rooftopHeaders } from './desk-api';

export interface StreamedEvent {
  type: string;
  data: Record<string, unknown>;
}

/**
 * Reads server-sent events until the server ends the stream or the signal says so. An EventSource cannot say
 * which rooftop it is about, so the stream is read by hand.
 *
 * @throws what fetching throws.
 */
export async function readEventStream(
  url: string,
  signal: AbortSignal,
  take: (event: StreamedEvent) => void,
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
    for (const block of blocks) {
      const event = eventOf(block);
      if (event) take(event);
    }
  }
}

/** undefined: it only says that the stream is open. */
function eventOf(block: string): StreamedEvent | undefined {
  const type = /^event: ?(.*)$/m.exec(block)?.[1] ?? '';
  const data = /^data: ?(.*)$/m.exec(block)?.[1];
  if (!data || type === 'heartbeat' || type === 'ready') return undefined;
  return { type, data: JSON.parse(data) as Record<string, unknown> };
}
