import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from './desk-api';
import { answered } from './problem';
import type { components } from './schema';

type Schemas = components['schemas'];
export type SettledRooftop = Schemas['SettledRooftopDto'];
export type SettingName = SettledRooftop['changedHere'][number];
export type SettingsChange = Schemas['ChangeSettingsDto'];
export type SettingsEffect = Schemas['SettingsEffectDto'];

/** As many as somebody looks through before they type more. */
const LEADS_OFFERED = 20;

export const useSettings = (rooftop: string) =>
  useQuery({
    queryKey: ['settings', rooftop],
    queryFn: () => answered(api.GET('/v1/settings')),
  });

export const useSettingsPreview = (
  rooftop: string,
  leadId: string | undefined,
  change: SettingsChange,
) =>
  useQuery({
    queryKey: ['settings-preview', rooftop, leadId, change],
    queryFn: () =>
      answered(api.POST('/v1/settings/preview', { body: { leadId: leadId ?? '', ...change } })),
    enabled: leadId !== undefined,
    placeholderData: keepPreviousData,
    retry: false,
  });

/** Leads to show an effect on: those at the top of the list, or whoever the queue's search finds. */
export const useLeadsOffered = (rooftop: string, text: string) =>
  useQuery({
    queryKey: ['worklist', rooftop, 'offered', text],
    queryFn: async () =>
      (
        await answered(
          api.POST('/v1/worklist/search', {
            body: { limit: LEADS_OFFERED, outcome: 'OPEN', ...(text !== '' && { text }) },
          }),
        )
      ).leads,
    placeholderData: keepPreviousData,
  });
