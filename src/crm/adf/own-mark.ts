import type { AdfProspect } from './adf-prospect.js';

/** How documents with our scores name their sender. */
export const OWN_PROVIDER = { name: 'Lead Likelihood', service: 'Lead score' } as const;

/** Whether a document is one of ours come back, by a rule of a mailbox or a CRM that forwards what it gets. */
export const isOwn = ({ provider }: AdfProspect): boolean =>
  provider.name === OWN_PROVIDER.name && provider.service === OWN_PROVIDER.service;
