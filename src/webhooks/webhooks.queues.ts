/** Scores were stored: tell those who asked for it. Follows the prediction room's own queue. */
export const WEBHOOKS_SCORED = 'webhooks-scored';
/** Another model serves. Follows the model room's own queue. */
export const WEBHOOKS_PROMOTED = 'webhooks-promoted';

export interface EndpointToServe {
  dealershipId: string;
  endpointId: string;
}

/** Send what is due to one endpoint; one at a time each, in all replicas. */
export const WEBHOOKS_DUE = 'webhooks-due';
/** Later, ask for {@link WEBHOOKS_DUE}: a far-off job under the endpoint's key would keep out one that is due now. */
export const WEBHOOKS_WAKE = 'webhooks-wake';
