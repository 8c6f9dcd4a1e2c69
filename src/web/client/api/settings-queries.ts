import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from './desk-api';
import { answered } from './problem';
import type { components } from './schema';

type Schemas = components['schemas'];
export type SettledRooftop = Schemas['SettledRooftopDto'];
export type SettingName = SettledRooftop['changedHere'][number];
export type SettingsChange = Schemas['ChangeSettingsDto'];
export type SettingsEffect = Schemas['SettingsEffectDto'];

/** Of the leads offered to show an effect on: those at the top of the list. */
const LEADS_OFFERED = 50;

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

export const useLeadsOffered = (rooftop: string) =>
  useQuery({
    queryKey: ['worklist', rooftop, 'offered'],
    queryFn: async () =>
      (
        await answered(
          api.POST('/v1/worklist/search', { body: { limit: LEADS_OFFERED, outcome: 'OPEN' } }),
        )
      ).leads,
  });
