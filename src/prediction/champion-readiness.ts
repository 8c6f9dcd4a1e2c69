import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Directory } from '#access';
import { READINESS_CHECKS, type ReadinessCheck } from '#platform';

import { Champions } from './champions.js';

/** Tells in /health/ready which groups have a champion. A group without one can still take leads in. */
@Injectable()
export class ChampionReadiness implements ReadinessCheck, OnModuleInit {
  constructor(
    @Inject(READINESS_CHECKS) private readonly checks: ReadinessCheck[],
    private readonly directory: Directory,
    private readonly champions: Champions,
  ) {}

  onModuleInit(): void {
    this.checks.push(this);
  }

  async check(): Promise<{ name: string; up: boolean; required: boolean; detail: string }> {
    const groups = await this.directory.groups();
    const serving = await Promise.all(groups.map(({ id }) => this.champions.ofOrNull(id)));
    const waiting = serving.filter((champion) => !champion).length;
    return {
      name: 'champions',
      up: waiting === 0,
      required: false,
      // Open to anybody, so it counts groups and names none.
      detail: waiting
        ? `none yet for ${waiting} of ${groups.length} groups: train first`
        : 'loaded',
    };
  }
}
