import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Directory, type DealerGroup } from '#access';
import { Settings } from '#config';
import { Clock, Schedules } from '#platform';

import { nightDue } from './nightly.js';
import { TrainingRuns } from './training-runs.js';

const USUAL_TIME = '02:15';

/** Says when to train. Every replica asks; {@link TrainingRuns.requestNightly} lets one through. */
@Injectable()
export class TrainingCron implements OnModuleInit {
  /** Night asked for last, by group: spares the database a question a minute. */
  private readonly asked = new Map<string, string>();

  constructor(
    private readonly schedules: Schedules,
    private readonly clock: Clock,
    private readonly directory: Directory,
    private readonly settings: Settings,
    private readonly runs: TrainingRuns,
  ) {}

  onModuleInit(): void {
    // Asked every minute rather than planned once: groups are added and change their time while we run.
    this.schedules.every('nightly-training', 60, () => this.askForAll());
  }

  async askForAll(): Promise<void> {
    for (const group of await this.directory.groups()) await this.askFor(group);
  }

  private async askFor(group: DealerGroup): Promise<void> {
    const at = this.settings.groups.find(({ key }) => key === group.key)?.trainAt ?? USUAL_TIME;
    const night = nightDue(this.clock.now(), at, group.timeZone);
    if (!night || this.asked.get(group.id) === night) return;
    await this.runs.requestNightly(group.id, night);
    this.asked.set(group.id, night);
  }
}
