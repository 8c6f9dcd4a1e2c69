import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CONNECTION_CHANGED, type ConnectionChanged } from '#leads';
import { Jobs } from '#platform';
import { PREDICTION_STORED, type PredictionsStored } from '#prediction';

import { Decisions } from './decisions.js';
import { Sender } from './sender.js';
import { Writeback } from './writeback.js';
import { WRITEBACK_DUE, WRITEBACK_WAKE, type ConnectionToServe } from './writeback.queues.js';

/** Joins the queues to the work. */
@Injectable()
export class WritebackWorker implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly decisions: Decisions,
    private readonly sender: Sender,
    private readonly writeback: Writeback,
  ) {}

  onModuleInit(): void {
    // One at a time decides for a dealership anyway, so what waits is best decided together.
    this.jobs.workTogether<PredictionsStored>(
      PREDICTION_STORED,
      { concurrency: 1, together: 200, gatherMs: 40, retryLimit: 10 },
      (stored) => this.decide(stored),
    );
    this.jobs.work<ConnectionToServe>(
      WRITEBACK_DUE,
      {
        concurrency: 4,
        gatherMs: 250,
        retryLimit: 10,
        expireInSeconds: 180,
        oneAtATimePerKey: true,
      },
      async (connection) => {
        await this.sender.drain(connection);
      },
    );
    this.jobs.work<ConnectionChanged>(CONNECTION_CHANGED, { concurrency: 1 }, (changed) =>
      this.writeback.goOn(changed),
    );
    this.jobs.work<ConnectionToServe>(WRITEBACK_WAKE, { concurrency: 1 }, (connection) =>
      this.jobs.send(WRITEBACK_DUE, connection, { key: connection.connectionId }),
    );
  }
  private async decide(stored: readonly PredictionsStored[]): Promise<void> {
    for (const dealershipId of new Set(stored.map((one) => one.dealershipId))) {
      const own = stored.filter((one) => one.dealershipId === dealershipId);
      await this.decisions.decide({
        dealershipId,
        predictionIds: own.flatMap(({ predictionIds }) => predictionIds),
      });
    }
  }
}
