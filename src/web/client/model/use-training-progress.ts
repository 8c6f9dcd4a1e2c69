import { useEffect, useState } from 'react';
import { readEventStream } from '../api/event-stream';
import { useModelsReread } from '../api/model-queries';

export interface TrainingProgress {
  state: string;
  /** 0..1 of the whole run. */
  done: number;
}

/** Follows a run live while it is under way; undefined where none is, or nothing was heard yet. */
export function useTrainingProgress(runId: string | undefined): TrainingProgress | undefined {
  const [heard, setHeard] = useState<TrainingProgress & { runId: string }>();
  const reread = useModelsReread();
  useEffect(() => {
    if (runId === undefined) return undefined;
    const left = new AbortController();
    readEventStream(`/v1/training-runs/${runId}/events`, left.signal, ({ type, data }) => {
      const { done = 0 } = (data['progress'] ?? {}) as { done?: number };
      setHeard({ runId, state: type, done });
    }).then(reread, () => {
      // Left or cut off: the runs are read again by themselves and show how it ended.
    });
    return () => left.abort();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `reread` is new at every drawing
  }, [runId]);
  return heard?.runId === runId ? heard : undefined;
}
