import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { api } from '../api/desk-api';
import { answered } from '../api/problem';
import { ProblemNotice } from '../parts/notices';
import { inFull, useNow, when } from '../say';
import { useRooftop } from '../session/rooftop';
import { words } from '../words';
import { Password } from './password';
import { SecondFactor } from './second-factor';

/** One's own account: the password, the second factor, and where one is signed in. */
export function Account(): ReactNode {
  return (
    <>
      <Password />
      <SecondFactor />
      <Sessions />
    </>
  );
}

function Sessions(): ReactNode {
  const client = useQueryClient();
  const { dealership } = useRooftop();
  const now = useNow();
  const { data, error, refetch } = useQuery({
    queryKey: ['my-sessions'],
    queryFn: () => answered(api.GET('/v1/me/sessions')),
  });
  const read = (): Promise<void> => client.invalidateQueries({ queryKey: ['my-sessions'] });
  const end = useMutation({
    mutationFn: (sessionId: string) =>
      answered(api.DELETE('/v1/me/sessions/{sessionId}', { params: { path: { sessionId } } })),
    onSuccess: read,
  });
  const endOthers = useMutation({
    mutationFn: () => answered(api.DELETE('/v1/me/sessions', {})),
    onSuccess: read,
  });
  const { account } = words;
  const problem = error ?? end.error ?? endOthers.error;
  return (
    <section className="sheet me-sheet" aria-labelledby="sessions-title">
      <h2 id="sessions-title">{account.sessions}</h2>
      {problem && <ProblemNotice problem={problem} retry={() => void refetch()} />}
      <ul className="rooftops">
        {(data ?? []).map((session) => (
          <li key={session.id}>
            <strong>{words.said(session.client)}</strong>
            <span className="quiet" title={inFull(session.lastSeenAt, dealership.timeZone)}>
              {session.current
                ? account.thisOne
                : account.usedAt(when(session.lastSeenAt, now, dealership.timeZone))}
            </span>
            {!session.current && (
              <Button
                variant="default"
                onClick={() => end.mutate(session.id)}
                aria-label={account.endOf(words.said(session.client))}
              >
                {account.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {(data?.length ?? 0) > 1 && (
        <Button variant="default" loading={endOthers.isPending} onClick={() => endOthers.mutate()}>
          {account.endOthers}
        </Button>
      )}
    </section>
  );
}
