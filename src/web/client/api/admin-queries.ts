import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from './desk-api';
import { answered } from './problem';
import type { components } from './schema';

type Schemas = components['schemas'];
export type ApiKey = Schemas['ApiKeyDto'];
export type Scope = Schemas['IssueApiKeyDto']['scopes'][number];
export type AuditEvent = Schemas['AuditEventDto'];

export interface TrailFilter {
  actor?: string;
  /** What was done, or its beginning. */
  action?: string;
  /** Instants: from, and before. */
  from?: string;
  to?: string;
}

const PAGE_EVENTS = 50;

export const useApiKeys = () =>
  useQuery({ queryKey: ['api-keys'], queryFn: () => answered(api.GET('/v1/api-keys')) });

export const useStaff = () =>
  useQuery({ queryKey: ['staff'], queryFn: () => answered(api.GET('/v1/staff')) });

export const useAuditTrail = (filter: TrailFilter) =>
  useInfiniteQuery({
    queryKey: ['audit-trail', filter],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/v1/audit-events', {
          params: {
            query: { ...filter, limit: PAGE_EVENTS, ...(pageParam && { before: pageParam }) },
          },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => (page.length < PAGE_EVENTS ? undefined : page.at(-1)?.id),
  });
