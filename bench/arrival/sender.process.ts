/** Leads posted at a steady pace, whether or not the answers keep up. */
export interface Sending {
  url: string;
  headers: Record<string, string>;
  bodies: string[];
  perSecond: number;
}

export interface SentLead {
  /** Epoch ms when the request was begun. */
  sentAt: number;
  /** Until the whole answer was read. */
  answeredMs: number;
  status: number;
  leadId: string | null;
}

process.once('message', (sending: Sending) => {
  void sendAll(sending).then((sent) => process.send?.(sent));
});
process.once('disconnect', () => process.exit(0));

async function sendAll({ url, headers, bodies, perSecond }: Sending): Promise<SentLead[]> {
  const started = performance.now();
  const sending = bodies.map(async (body, at) => {
    const due = started + (at * 1000) / perSecond;
    await new Promise((wake) => setTimeout(wake, due - performance.now()));
    return send(url, headers, body);
  });
  return Promise.all(sending);
}

async function send(url: string, headers: Record<string, string>, body: string): Promise<SentLead> {
  const sentAt = performance.timeOrigin + performance.now();
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  const answeredMs = performance.timeOrigin + performance.now() - sentAt;
  const leadId = response.ok ? (JSON.parse(text) as { leadId: string | null }).leadId : null;
  return { sentAt, answeredMs, status: response.status, leadId };
}
