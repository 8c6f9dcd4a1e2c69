import { setTimeout as sleep } from 'node:timers/promises';

import { Injectable, Logger } from '@nestjs/common';
import { Tenancy } from '#access';
import { CrmAuthError, CrmUnavailableError, type PushResult, type ScorePush } from '#crm';
import { Clock, Jobs, Metrics } from '#platform';
import { PredictionStore, likelihoodPercent, type Prediction } from '#prediction';

import { waitForBudget } from './call-budget.js';
import type { ClaimedDelivery } from './delivery.js';
import { lockDecisions } from './decision-lock.js';
import { DeliveryClaims } from './delivery-claims.js';
import { Outlets, type Outlet } from './outlets.js';
import { settle } from './settlement.js';
import { TokenBucket } from './token-bucket.js';
import { whileHolding } from './while-holding.js';
import { WRITEBACK_WAKE, type ConnectionToServe } from './writeback.queues.js';

/** A batch whose sender is silent for so long is taken for lost with it, and sent again under the same keys. */
const LEASE_MS = 20_000;
/** A sender hands over after so long, well before its job counts as lost. */
const SHIFT_MS = 45_000;
/** Refused credentials may be a token that ran out twice in a row, or may stay refused until somebody acts. */
const FIRST_AUTH_PAUSE_MS = 15_000;
const LONGEST_AUTH_PAUSE_MS = 600_000;
const OUTAGE_PAUSE_MS = 15_000;

/** Carries due deliveries of one connection into its CRM, batch by batch. One runs per connection. */
@Injectable()
export class Sender {
  private readonly logger = new Logger(Sender.name);
  private readonly buckets = new Map<string, TokenBucket>();
  private readonly pausedUntil = new Map<string, Date>();
  /** How often in a row a connection's credentials were refused. */
  private readonly refusedInARow = new Map<string, number>();
  private readonly counted;

  // oxlint-disable-next-line max-params -- injected collaborators
  constructor(
    private readonly tenancy: Tenancy,
    private readonly claims: DeliveryClaims,
    private readonly predictions: PredictionStore,
    private readonly outlets: Outlets,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.counted = metrics.counter(
      'writeback_results_total',
      'Pushed scores by what came of them',
      ['result'],
    );
  }

  /** Sends all that is due, then asks to be woken for what is due later. @returns deliveries settled. */
  async drain(connection: ConnectionToServe): Promise<number> {
    const { dealershipId, connectionId } = connection;
    const endOfShift = this.clock.now().getTime() + SHIFT_MS;
    const outlet = await this.tenancy.asDealership(dealershipId, (manager) =>
      this.outlets.open(manager, dealershipId, connectionId),
    );
    if (!outlet || outlet.paused) return 0;
    let settled = 0;
    while (this.clock.now().getTime() < endOfShift && !this.isPaused(connectionId, outlet)) {
      // oxlint-disable-next-line no-await-in-loop -- batches of one connection go one after the other
      const count = await this.sendBatch(connection, outlet);
      if (count === 0) break;
      settled += count;
    }
    await this.askToBeWoken(connection);
    return settled;
  }

  private async sendBatch(
    { dealershipId, connectionId }: ConnectionToServe,
    outlet: Outlet,
  ): Promise<number> {
    const now = this.clock.now();
    const { batch, pushes } = await this.tenancy.asDealership(dealershipId, async (manager) => {
      const claimed = await this.claims.claim(manager, dealershipId, connectionId, {
        now,
        limit: outlet.adapter.pushBatchSize,
        leaseUntil: new Date(now.getTime() + LEASE_MS),
      });
      const ids = claimed.map(({ predictionId }) => predictionId);
      const predictions = await this.predictions.byIds(manager, dealershipId, ids);
      return { batch: claimed, pushes: pushesOf(claimed, predictions) };
    });
    if (!batch.length) return 0;
    const results = await this.holding(dealershipId, batch, async () => {
      await sleep(this.bucketOf(connectionId, outlet).take(batch.length, now.getTime()));
      return this.push(connectionId, outlet, pushes);
    });
    const end = settle(batch, results, this.clock.now(), Math.random);
    await this.tenancy.asDealership(dealershipId, async (manager) => {
      // Decisions supersede some of the same deliveries, in another order.
      await lockDecisions(manager, dealershipId);
      await this.claims.settle(manager, dealershipId, end.settlements, this.clock.now());
    });
    for (const { state } of end.settlements) this.counted.inc({ result: state });
    if (end.pauseUntil) this.pausedUntil.set(connectionId, end.pauseUntil);
    return batch.length;
  }

  /** While a batch is worked on nobody else takes it up; soon after its sender died somebody does. */
  private holding<T>(
    dealershipId: string,
    batch: readonly ClaimedDelivery[],
    work: () => Promise<T>,
  ): Promise<T> {
    const renew = (): Promise<void> =>
      this.tenancy.asDealership(dealershipId, (manager) => {
        const until = new Date(this.clock.now().getTime() + LEASE_MS);
        return this.claims.renew(manager, dealershipId, batch, until);
      });
    return whileHolding(renew, work, ({ message }) =>
      this.logger.warn(`A batch may be sent twice: ${message}`),
    );
  }

  /** A CRM that is out, or refuses our credentials, is nobody's record's fault: all are tried again. */
  private async push(
    connectionId: string,
    outlet: Outlet,
    pushes: ScorePush[],
  ): Promise<PushResult[]> {
    try {
      const results = await outlet.adapter.push(pushes);
      this.refusedInARow.delete(connectionId);
      return results;
    } catch (error) {
      const isKnown = error instanceof CrmUnavailableError || error instanceof CrmAuthError;
      const reason = isKnown ? error.message : 'The push failed; see the log.';
      this.logger.warn(`Connection ${connectionId} took no scores: ${(error as Error).message}`);
      const retryAfterMs = this.pauseMs(connectionId, error);
      return pushes.map(({ deliveryKey }) => ({
        deliveryKey,
        status: 'retry',
        reason,
        retryAfterMs,
      }));
    }
  }

  private pauseMs(connectionId: string, error: unknown): number {
    if (error instanceof CrmUnavailableError) return error.retryAfterMs ?? OUTAGE_PAUSE_MS;
    if (!(error instanceof CrmAuthError)) return OUTAGE_PAUSE_MS;
    const before = this.refusedInARow.get(connectionId) ?? 0;
    this.refusedInARow.set(connectionId, before + 1);
    return Math.min(FIRST_AUTH_PAUSE_MS * 2 ** Math.min(before, 10), LONGEST_AUTH_PAUSE_MS);
  }

  private async askToBeWoken(connection: ConnectionToServe): Promise<void> {
    const { dealershipId, connectionId } = connection;
    const due = await this.tenancy.asDealership(dealershipId, (manager) =>
      this.claims.nextDueAt(manager, dealershipId, connectionId),
    );
    if (!due) return;
    const at = Math.max(due.getTime(), this.pausedUntil.get(connectionId)?.getTime() ?? 0);
    const seconds = Math.max(1, Math.ceil((at - this.clock.now().getTime()) / 1000));
    await this.jobs.send<ConnectionToServe>(WRITEBACK_WAKE, connection, {
      startAfterSeconds: seconds,
      // One wake-up a connection and five seconds: a far one must not keep out a near one.
      key: `${connectionId}:${Math.ceil(at / 5000)}`,
    });
  }

  /** Asked to pause, or so little is left of the vendor's limit that others need it. */
  private isPaused(connectionId: string, { adapter }: Outlet): boolean {
    const spent = waitForBudget(adapter.vitals?.().budget, this.clock.now());
    if (spent) this.pausedUntil.set(connectionId, spent);
    const until = this.pausedUntil.get(connectionId);
    return until !== undefined && until > this.clock.now();
  }

  private bucketOf(connectionId: string, { adapter, perSecond }: Outlet): TokenBucket {
    let bucket = this.buckets.get(connectionId);
    if (!bucket) {
      const burst = Math.max(perSecond, adapter.pushBatchSize);
      bucket = new TokenBucket(perSecond, burst, this.clock.now().getTime());
      this.buckets.set(connectionId, bucket);
    }
    return bucket;
  }
}

function pushesOf(
  batch: readonly ClaimedDelivery[],
  predictions: readonly Prediction[],
): ScorePush[] {
  const predictionOf = new Map(predictions.map((prediction) => [prediction.id, prediction]));
  return batch.flatMap(({ deliveryKey, leadExternalId, predictionId, score, band }) => {
    const prediction = predictionOf.get(predictionId);
    if (!prediction) return [];
    const { explanation, madeAt, modelNumber } = prediction;
    return [
      {
        leadExternalId,
        likelihoodPercent: likelihoodPercent(score),
        band,
        topReason: (explanation.for[0] ?? explanation.against[0])?.sentence ?? '',
        scoredAt: madeAt,
        modelVersion: String(modelNumber),
        deliveryKey,
      },
    ];
  });
}
