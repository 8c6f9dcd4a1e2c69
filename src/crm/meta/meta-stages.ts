import type { Clock } from '#platform';
import type { PushResult, StageOutlet, StagePush } from '../crm-adapter.js';
import { afterFailure, allRefused } from '../push-results.js';
import { wholeNumber } from '../http/json-text.js';
import { isPlainObject } from '../settings-reading.js';
import { contactHashes } from './contact-hashes.js';
import type { MetaClient } from './meta-client.js';
import type { Conversions } from './meta-settings.js';

/** What one call takes. */
const MOST_EVENTS = 1000;
/** Older events are refused, and with them the whole call. */
const OLDEST_MS = 7 * 86_400_000;
/** Meta's own ids of leads; nothing else can be matched. */
const LEADGEN_ID = /^\d{15,17}$/;

/** Tells Meta by its Conversions API how far leads of its own forms have come. */
export class MetaStages implements StageOutlet {
  readonly batchSize = MOST_EVENTS;
  readonly wantsContact: boolean;

  constructor(
    private readonly conversions: Conversions,
    private readonly client: MetaClient,
    private readonly clock: Clock,
  ) {
    this.wantsContact = conversions.withHashedContact;
  }

  async tell(stages: StagePush[]): Promise<PushResult[]> {
    const results: PushResult[] = [];
    const sendable: StagePush[] = [];
    for (const stage of stages) {
      const obstacle = this.#obstacle(stage);
      if (obstacle === undefined) sendable.push(stage);
      else results.push(...allRefused([stage], `not sent: ${obstacle}`));
    }
    // An earlier stage goes first: one that ends a lead is counted only after those before it.
    sendable.sort((a, b) => a.reachedAt.getTime() - b.reachedAt.getTime());
    for (let from = 0; from < sendable.length; from += MOST_EVENTS) {
      // One after the other: a later stage must not overtake an earlier one.
      // oxlint-disable-next-line no-await-in-loop -- see above
      results.push(...(await this.#batch(sendable.slice(from, from + MOST_EVENTS))));
    }
    return results;
  }

  #obstacle({ leadExternalId, stage, reachedAt }: StagePush): string | undefined {
    if (this.conversions.names[stage] === undefined) return `no name for the stage ${stage}.`;
    if (!LEADGEN_ID.test(leadExternalId)) return 'the lead did not come by a form of Meta.';
    const age = this.clock.now().getTime() - reachedAt.getTime();
    return age > OLDEST_MS ? 'Meta takes events of the last seven days only.' : undefined;
  }

  async #batch(batch: StagePush[]): Promise<PushResult[]> {
    if (batch.length === 0) return [];
    const { testEventCode } = this.conversions;
    try {
      const answer = await this.client.postEvents(this.conversions, {
        data: batch.map((stage) => this.#event(stage)),
        ...(testEventCode && { test_event_code: testEventCode }),
      });
      return resultsOf(batch, answer);
    } catch (error) {
      return afterFailure(batch, error, (half) => this.#batch(half));
    }
  }

  #event(push: StagePush): unknown {
    const { names, crmName, withValue, withHashedContact } = this.conversions;
    // What happens within the second of the lead itself may be discarded.
    const at = Math.max(push.reachedAt.getTime(), push.arrivedAt.getTime() + 1000);
    return {
      event_name: names[push.stage],
      event_time: Math.floor(at / 1000),
      event_id: push.deliveryKey,
      action_source: 'system_generated',
      user_data: {
        lead_id: wholeNumber(push.leadExternalId),
        ...(withHashedContact && push.contact && contactHashes(push.contact)),
      },
      custom_data: {
        event_source: 'crm',
        lead_event_source: crmName,
        ...(withValue && valueOf(push)),
      },
    };
  }
}

/** The score has no field of its own at Meta: it is carried as the share of the price to be expected. */
function valueOf({ stage, price, likelihoodPercent }: StagePush): object {
  if (stage === 'lost') return price ? { value: 0, currency: price.currency } : {};
  const chance = stage === 'won' ? 100 : likelihoodPercent;
  if (!price || chance === null) return {};
  return { value: Math.round(price.amount * chance) / 100, currency: price.currency };
}

/** Meta counts events and names none: fewer than were sent means that some are missing. */
function resultsOf(batch: StagePush[], answer: unknown): PushResult[] {
  const received = isPlainObject(answer) ? Number(answer['events_received']) : Number.NaN;
  const isWhole = received >= batch.length;
  const reason = 'Meta did not confirm all events; under the same keys it drops what it has.';
  return batch.map(({ deliveryKey }) =>
    isWhole ? { deliveryKey, status: 'accepted' } : { deliveryKey, status: 'retry', reason },
  );
}
