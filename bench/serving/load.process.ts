import autocannon from 'autocannon';

/** One measurement: as many requests as so many connections can have answered. */
export interface Load {
  url: string;
  headers: Record<string, string>;
  body: string;
  connections: number;
  seconds: number;
}

export interface LoadAnswer {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Answers that were no 2xx, and requests without an answer. */
  failed: number;
}

process.on('message', (load: Load) => {
  void measure(load).then((answer) => process.send?.(answer));
});
process.once('disconnect', () => process.exit(0));

async function measure({ url, headers, body, connections, seconds }: Load): Promise<LoadAnswer> {
  const result = await autocannon({
    url,
    headers,
    body,
    connections,
    method: 'POST',
    duration: seconds,
  });
  return {
    perSecond: result['2xx'] / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    failed: result.non2xx + result.errors,
  };
}
