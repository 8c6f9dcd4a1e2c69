import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './desk-api';
import { answered, type Problem } from './problem';
import type { components } from './schema';
import type { ModelCardData } from './shapes';

type Schemas = components['schemas'];
export type ModelVersion = Schemas['ModelVersionDto'];
export type TrainingRun = Schemas['TrainingRunDto'];
export type CourtToday = Schemas['CourtTodayDto'];
export type Ruling = Schemas['RulingDto'];

/** Where the live stream was cut, the runs tell how it went on. */
const WHILE_LEARNING_MS = 4_000;
const RUNS_SHOWN = 8;

export const isUnderWay = ({ state }: Pick<TrainingRun, 'state'>): boolean =>
  state === 'queued' || state === 'running';

export const useVersions = () =>
  useQuery({ queryKey: ['models', 'versions'], queryFn: () => answered(api.GET('/v1/models')) });

/** @param modelId - Absent: the champion's. */
export const useModelCard = (modelId: string | undefined) =>
  useQuery<ModelCardData, Problem>({
    queryKey: ['models', 'card', modelId ?? 'champion'],
    queryFn: () =>
      modelId === undefined
        ? answered(api.GET('/v1/models/champion'))
        : answered(api.GET('/v1/models/{modelId}', { params: { path: { modelId } } })),
    staleTime: 60_000,
  });

export const useTrainingRuns = () =>
  useQuery({
    queryKey: ['models', 'runs'],
    queryFn: () =>
      answered(api.GET('/v1/training-runs', { params: { query: { limit: RUNS_SHOWN } } })),
    refetchInterval: ({ state: { data } }) => (data?.some(isUnderWay) ? WHILE_LEARNING_MS : false),
  });

export const useCourt = () =>
  useQuery({ queryKey: ['models', 'court'], queryFn: () => answered(api.GET('/v1/court')) });

/** Another model may serve afterwards: whatever it said is read again. */
export function useModelDoing<T, R>(doing: (given: T) => Promise<R>) {
  const reread = useModelsReread();
  return useMutation({ mutationFn: doing, onSettled: reread });
}

export function useModelsReread(): () => Promise<unknown> {
  const client = useQueryClient();
  return () =>
    Promise.all(
      ['models', 'drift', 'worklist', 'lead', 'readiness'].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    );
}
