import { Injectable, type MessageEvent } from '@nestjs/common';
import type { Observable } from 'rxjs';
import { Tenancy } from '#access';
import { Clock, ProgressStreams } from '#platform';
import { type SyncRun, SyncRuns } from './sync-runs.js';

/** Tells how a sync gets on. Ends with `done` or `failed`. */
@Injectable()
export class SyncProgressStream {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly runs: SyncRuns,
    private readonly streams: ProgressStreams,
    private readonly clock: Clock,
  ) {}

  /** @param since - The run under way, or the first that ends after this instant. */
  of(
    dealershipId: string,
    connectionId: string,
    since = this.clock.now(),
  ): Observable<MessageEvent> {
    const look = async (): Promise<MessageEvent> =>
      eventOf(await this.#look(dealershipId, connectionId, since));
    return this.streams.of(look, ['done', 'failed']);
  }

  async #look(
    dealershipId: string,
    connectionId: string,
    since: Date,
  ): Promise<SyncRun | undefined> {
    const [newest] = await this.tenancy.asDealership(dealershipId, (manager) =>
      this.runs.latest(manager, dealershipId, connectionId, 1),
    );
    const counts = newest && (newest.finishedAt === null || newest.finishedAt >= since);
    return counts ? newest : undefined;
  }
}

function eventOf(run: SyncRun | undefined): MessageEvent {
  if (!run) return { type: 'waiting', data: {} };
  const { notes: _notes, ...counts } = run.counts;
  const data = {
    runId: run.id,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    pages: run.pages,
    pulling: run.pulling,
    counts,
    error: run.error,
  };
  if (run.finishedAt === null) return { type: 'progress', data };
  return { type: run.error === null ? 'done' : 'failed', data };
}
