import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { inFull, useNow, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';

const ASK_AGAIN_MS = 60_000;

/** Says which system does not answer, since when, and what that means here. */
export function OutageBand(): ReactNode {
  const { dealership } = useRooftop();
  const now = useNow();
  const { data = [] } = useQuery({
    queryKey: ['outages', dealership.key],
    queryFn: () => answered(api.GET('/v1/outages')),
    refetchInterval: ASK_AGAIN_MS,
  });
  return (
    <div role="status">
      {data.map(({ connection, since }) => (
        <p key={connection} className="offline-band" title={inFull(since, dealership.timeZone)}>
          {words.outage(connection, when(since, now, dealership.timeZone), dealership.name)}
        </p>
      ))}
    </div>
  );
}
