/** A connection with deliveries due. */
export interface ConnectionToServe {
  dealershipId: string;
  connectionId: string;
}

/** Send what is due; one at a time per connection, in all replicas. */
export const WRITEBACK_DUE = 'writeback-due';

/**
 * Later, ask for {@link WRITEBACK_DUE}. A queue of its own, because a far-off job waiting under the
 * connection's key would keep out one that is due now.
 */
export const WRITEBACK_WAKE = 'writeback-wake';

/** Tell the stages of one dealership's leads. */
export const TELL_STAGES = 'tell-stages';
