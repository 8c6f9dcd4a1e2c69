import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from './desk-api';
import { FIRST_PAGE, takeLead, takeMe, takeQueue } from './head-start';
import { answered, Problem } from './problem';
import type { Likelihood, Me } from './shapes';

/** How often pages ask by themselves when live notices do not arrive. */
const ASK_AGAIN_MS = 15_000;

/** Which open leads. What may stand in an address; `Search` may not. */
export interface QueueFilter {
  band?: Likelihood['band'];
  waiting?: true;
  source?: string;
}

/** Words of a name, and whose leads: sent in a body, kept nowhere. */
export interface Search {
  text?: string;
  assignedTo?: string;
}

/** null: nobody is signed in. */
export const useMe = () =>
  useQuery({
    queryKey: ['me'],
    queryFn: async (): Promise<Me | null> => {
      try {
        return await answered(takeMe() ?? api.GET('/v1/me'));
      } catch (error) {
        if (error instanceof Problem && error.status === 401) return null;
        throw error;
      }
    },
    staleTime: 300_000,
  });

export const useWorklist = (dealershipKey: string, filter: QueueFilter & Search, live: boolean) =>
  useInfiniteQuery({
    queryKey: ['worklist', dealershipKey, filter],
    queryFn: async ({ pageParam }) => {
      const ahead = pageParam === '' && isWhole(filter) ? takeQueue(dealershipKey) : undefined;
      const cursor = pageParam === '' ? {} : { cursor: pageParam };
      const body = { ...FIRST_PAGE, ...filter, ...cursor };
      return answered(
        Promise.resolve(ahead).then((page) => page ?? api.POST('/v1/worklist/search', { body })),
      );
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: live ? 4 * ASK_AGAIN_MS : ASK_AGAIN_MS,
  });

const isWhole = (filter: object): boolean =>
  Object.values(filter).every((one) => one === undefined);

export const useLead = (dealershipKey: string, leadId: string | undefined, live: boolean) =>
  useQuery({
    queryKey: ['lead', dealershipKey, leadId],
    queryFn: () => {
      const path = { leadId: leadId ?? '' };
      return answered(
        takeLead(dealershipKey, path.leadId).then(
          (lead) => lead ?? api.GET('/v1/worklist/{leadId}', { params: { path } }),
        ),
      );
    },
    enabled: leadId !== undefined,
    refetchInterval: live ? false : ASK_AGAIN_MS,
  });

/** What waiting costs; asked for only while somebody waits for a first answer. */
export const useWaiting = (dealershipKey: string, leadId: string, waits: boolean) =>
  useQuery({
    queryKey: ['waiting', dealershipKey, leadId],
    queryFn: () =>
      answered(api.GET('/v1/leads/{leadId}/waiting', { params: { path: { leadId } } })),
    enabled: waits,
    staleTime: 60_000,
    retry: false,
  });

export const useScorecard = (dealershipKey: string) =>
  useQuery({
    queryKey: ['scorecard', dealershipKey],
    queryFn: () => answered(api.GET('/v1/scorecard', { params: { query: { days: 180 } } })),
    staleTime: 60_000,
  });

export const useReadiness = (dealershipKey: string) =>
  useQuery({
    queryKey: ['readiness', dealershipKey],
    queryFn: () => answered(api.GET('/v1/readiness')),
    staleTime: 60_000,
  });

/** Of the last 30 days. */
export const useDrift = () =>
  useQuery({
    queryKey: ['drift'],
    queryFn: () => answered(api.GET('/v1/drift', { params: { query: { days: 30 } } })),
    staleTime: 60_000,
  });

/** Who can be given leads here. */
export const useColleagues = (dealershipKey: string, wanted: boolean) =>
  useQuery({
    queryKey: ['colleagues', dealershipKey],
    queryFn: () => answered(api.GET('/v1/colleagues')),
    enabled: wanted,
    staleTime: 60_000,
  });
