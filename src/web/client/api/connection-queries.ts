import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './desk-api';
import { answered } from './problem';
import type { components } from './schema';

type Schemas = components['schemas'];
export type ConnectionShown = Schemas['ConnectionDto'];
export type ConnectionDetail = Schemas['ConnectionDetailDto'];
export type DialectShown = Schemas['DialectDto'];
export type ProbeShown = Schemas['ProbeDto'];
export type DeliveryState = Schemas['SentDeliveryDto']['state'];
export type WebhookMessage = Schemas['WebhookMessageDto'];
export type WebhookEndpoint = Schemas['WebhookEndpointDto'];

const AGAIN_MS = 15_000;

export const useConnections = (rooftop: string) =>
  useQuery({
    queryKey: ['connections', rooftop],
    queryFn: () => answered(api.GET('/v1/connections')),
    refetchInterval: AGAIN_MS,
  });

export const useConnection = (key: string) =>
  useQuery({
    queryKey: ['connections', 'one', key],
    queryFn: () => answered(api.GET('/v1/connections/{key}', { params: { path: { key } } })),
    // What is being typed must not be read over.
    staleTime: Infinity,
    gcTime: 0,
  });

export const useDialects = () =>
  useQuery({
    queryKey: ['dialects'],
    queryFn: () => answered(api.GET('/v1/dialects')),
    staleTime: Infinity,
  });

const PAGE_DELIVERIES = 100;

/** @param end - Of the page before; empty: the first page. */
const pageBefore = (end: string) => ({ limit: PAGE_DELIVERIES, ...(end && { before: end }) });

/** Where a page ends, by its last one; a page that is not full is the last. */
const endOf =
  <T>(name: (last: T) => string) =>
  (page: readonly T[]): string | undefined => {
    const last = page.at(-1);
    return page.length < PAGE_DELIVERIES || last === undefined ? undefined : name(last);
  };

export const useDeliveries = (
  rooftop: string,
  filter: { state?: DeliveryState; connection?: string },
) =>
  useInfiniteQuery({
    queryKey: ['deliveries', rooftop, filter],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/v1/deliveries', { params: { query: { ...filter, ...pageBefore(pageParam) } } }),
      ),
    initialPageParam: '',
    getNextPageParam: endOf<{ id: string }>(({ id }) => id),
    refetchInterval: AGAIN_MS,
  });

export const useStageDeliveries = (rooftop: string) =>
  useInfiniteQuery({
    queryKey: ['stage-deliveries', rooftop],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/v1/stage-deliveries', { params: { query: pageBefore(pageParam) } })),
    initialPageParam: '',
    getNextPageParam: endOf<{ leadId: string; stage: string }>(
      ({ leadId, stage }) => `${leadId}.${stage}`,
    ),
    refetchInterval: AGAIN_MS,
  });

export const useQuarantineGroups = (rooftop: string) =>
  useQuery({
    queryKey: ['quarantine', rooftop],
    queryFn: () => answered(api.GET('/v1/quarantine/groups')),
    refetchInterval: AGAIN_MS,
  });

export const useWebhookEndpoints = (rooftop: string) =>
  useQuery({
    queryKey: ['webhook-endpoints', rooftop],
    queryFn: () => answered(api.GET('/v1/webhook-endpoints')),
  });

export const useWebhookMessages = (endpointId: string, wanted: boolean) =>
  useQuery({
    queryKey: ['webhook-endpoints', 'messages', endpointId],
    queryFn: () =>
      answered(
        api.GET('/v1/webhook-endpoints/{id}/messages', {
          params: { path: { id: endpointId }, query: { limit: 50 } },
        }),
      ),
    enabled: wanted,
    refetchInterval: AGAIN_MS,
  });

/** Does something, and reads anew what it may have changed. */
export function useDoing<T, R>(doing: (given: T) => Promise<R>, changes: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: doing,
    onSettled: () => client.invalidateQueries({ queryKey: [changes] }),
  });
}
