export interface StreamedEvent {
  type: string;
  data: Record<string, unknown>;
}

/** Reads server-sent events until the server ends the stream. */
export async function readEvents(url: string, key: string): Promise<StreamedEvent[]> {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
  if (!answer.ok) throw new Error(`The stream answered ${answer.status}.`);
  const blocks = (await answer.text()).split('\n\n').filter((block) => block.includes('data:'));
  return blocks.map((block) => ({
    type: /^event: ?(.*)$/m.exec(block)?.[1] ?? 'message',
    data: JSON.parse(/^data: ?(.*)$/m.exec(block)?.[1] ?? '{}') as Record<string, unknown>,
  }));
}
