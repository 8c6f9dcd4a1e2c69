import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CHAMPION_CHANGED } from '#model';
import { Jobs } from '#platform';
import { PREDICTION_STORED, type PredictionsStored } from '#prediction';
import { Announcer } from './announcer.js';
import { WebhookSender } from './webhook-sender.js';
import {
  type EndpointToServe,
  WEBHOOKS_DUE,
  WEBHOOKS_PROMOTED,
  WEBHOOKS_SCORED,
  WEBHOOKS_WAKE,
} from './webhooks.queues.js';

/** Joins the queues to the work. */
@Injectable()
export class WebhooksWorker implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly announcer: Announcer,
    private readonly sender: WebhookSender,
  ) {}

  onModuleInit(): void {
    this.jobs.follow(PREDICTION_STORED, WEBHOOKS_SCORED);
    this.jobs.follow(CHAMPION_CHANGED, WEBHOOKS_PROMOTED);
    this.jobs.workTogether<PredictionsStored>(
      WEBHOOKS_SCORED,
      { concurrency: 1, together: 100, gatherMs: 100, retryLimit: 10 },
      async (stored) => {
        for (const one of stored) await this.announcer.scored(one);
      },
    );
    this.jobs.work<{ groupId: string }>(WEBHOOKS_PROMOTED, { concurrency: 1 }, (group) =>
      this.announcer.promoted(group),
    );
    this.jobs.work<EndpointToServe>(
      WEBHOOKS_DUE,
      { concurrency: 2, retryLimit: 10, expireInSeconds: 180, oneAtATimePerKey: true },
      async (to) => {
        await this.sender.drain(to);
      },
    );
    this.jobs.work<EndpointToServe>(WEBHOOKS_WAKE, { concurrency: 1 }, (to) =>
      this.jobs.send(WEBHOOKS_DUE, to, { key: to.endpointId }),
    );
  }
}
