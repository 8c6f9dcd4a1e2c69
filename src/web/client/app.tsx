import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Activity, type ReactNode, useState } from 'react';
import { Problem } from './api/problem';
import { useMe } from './api/queries';
import type { Me } from './api/shapes';
import { UndoableProvider } from './lead/undoable';
import { ProblemNotice } from './parts/notices';
import { QueueSkeleton } from './parts/skeletons';
import { router } from './router';
import { RooftopProvider } from './session/rooftop';
import { SignInPage } from './session/sign-in-page';
import { isWelcome, WelcomePage } from './session/welcome-page';

const isPassing = (error: Error): boolean =>
  error instanceof Problem && (error.status === 0 || error.status >= 500);

function queryClient(): QueryClient {
  // Whatever was asked for: a session that has ended leads to signing in, and back to the same page.
  const onError = (error: Error): void => {
    if (error instanceof Problem && error.status === 401 && client.getQueryData(['me'])) {
      client.setQueryData(['session-ended'], true);
      client.setQueryData(['me'], null);
    }
  };
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      queries: { retry: (failures, error) => failures < 2 && isPassing(error) },
    },
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
  });
  return client;
}

export function App(): ReactNode {
  const [client] = useState(queryClient);
  return (
    <QueryClientProvider client={client}>
      <Gate />
    </QueryClientProvider>
  );
}

/** Nothing of the desk is shown before it is known who asks. */
function Gate(): ReactNode {
  const { data: me, error, refetch } = useMe();
  const before = useLast(me);
  if (error && !me)
    return (
      <main className="alone">
        <ProblemNotice problem={error} retry={() => void refetch()} />
      </main>
    );
  if (me === undefined)
    return (
      <main className="alone-wide">
        <QueueSkeleton />
      </main>
    );
  if (isWelcome()) return <WelcomePage />;
  return (
    <>
      {me === null && <SignInPage before={before} />}
      {before && (
        <Activity mode={me === null ? 'hidden' : 'visible'}>
          <Desk key={before.staffId} me={before} />
        </Activity>
      )}
    </>
  );
}

function Desk({ me }: { me: Me }): ReactNode {
  return (
    <RooftopProvider me={me}>
      <UndoableProvider>
        <RouterProvider router={router} />
      </UndoableProvider>
    </RooftopProvider>
  );
}

/**
 * Who signed in last, also after their session has ended: their desk waits hidden, asking for nothing, and what they
 * typed is there when they are back.
 */
function useLast(me: Me | null | undefined): Me | undefined {
  const [last, setLast] = useState<Me>();
  if (!me || me === last) return last;
  setLast(me);
  return me;
}
