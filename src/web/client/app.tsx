import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Problem } from './api/problem';
import { useMe } from './api/queries';
import { Frame } from './frame/frame';
import { MePage } from './frame/me-page';
import { ModelPage } from './model/model-page';
import { ProblemNotice } from './parts/notices';
import { QueueSkeleton } from './parts/skeletons';
import { QueuePage } from './queue/queue-page';
import { useRoute } from './routes';
import { ScorecardPage } from './scorecard/scorecard-page';
import { RooftopProvider, useRooftop } from './session/rooftop';
import { SignInPage } from './session/sign-in-page';
import { UndoableProvider } from './lead/undoable';

const isPassing = (error: Error): boolean =>
  error instanceof Problem && (error.status === 0 || error.status >= 500);

function queryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      queries: { retry: (failures, error) => failures < 2 && isPassing(error) },
    },
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof Problem && error.status === 401) client.setQueryData(['me'], null);
      },
    }),
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
  if (error)
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
  if (me === null) return <SignInPage />;
  return (
    <RooftopProvider me={me}>
      <UndoableProvider>
        <Pages />
      </UndoableProvider>
    </RooftopProvider>
  );
}

function Pages(): ReactNode {
  const route = useRoute();
  const { dealership } = useRooftop();
  return (
    <Frame page={route.page}>
      {route.page === 'queue' && <QueuePage key={dealership.key} leadId={route.leadId} />}
      {route.page === 'scorecard' && <ScorecardPage />}
      {route.page === 'model' && <ModelPage />}
      {route.page === 'me' && <MePage />}
    </Frame>
  );
}
