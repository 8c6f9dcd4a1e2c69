import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Schedules } from '#platform';
import { SyncSchedule } from './sync-schedule.js';

const LOOK_EVERY_SECONDS = 5;

/** When connections are synced: each as often as its settings say. */
@Injectable()
export class SyncCron implements OnApplicationBootstrap {
  constructor(
    private readonly schedules: Schedules,
    private readonly schedule: SyncSchedule,
  ) {}

  onApplicationBootstrap(): void {
    this.schedules.every('sync-connections', LOOK_EVERY_SECONDS, async () => {
      await this.schedule.sendDue();
    });
  }
}
