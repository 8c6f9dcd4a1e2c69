import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { Directory } from '#access';
import { Jobs, Schedules } from '#platform';
import { TELL_STAGES } from '../writeback.queues.js';
import { StageTeller } from './stage-teller.js';

const EVERY_SECONDS = 60;

/** When stages are told; one dealership at a time, in all replicas. */
@Injectable()
export class StageWorker implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly jobs: Jobs,
    private readonly schedules: Schedules,
    private readonly directory: Directory,
    private readonly teller: StageTeller,
  ) {}

  onModuleInit(): void {
    this.jobs.work<{ dealershipId: string }>(
      TELL_STAGES,
      { concurrency: 1, retryLimit: 0, expireInSeconds: 180, oneAtATimePerKey: true },
      async ({ dealershipId }) => {
        await this.teller.tell(dealershipId);
      },
    );
  }

  onApplicationBootstrap(): void {
    this.schedules.every('tell-stages', EVERY_SECONDS, async () => {
      for (const group of await this.directory.groups())
        for (const { id } of await this.directory.dealershipsOf(group.id))
          await this.jobs.send(TELL_STAGES, { dealershipId: id }, { key: id });
    });
  }
}
