import { Injectable } from '@nestjs/common';
import { Tenancy } from '#access';
import { ModelRegistry, type ChampionModel } from '#model';
import { Clock, refuseSecondConnection } from '#platform';

import { NoChampionError } from './prediction.errors.js';

/** How long a replica may go on with a champion that was dethroned elsewhere. */
const KEPT_MS = 15_000;

interface Kept {
  champion: ChampionModel | null;
  untilMs: number;
}

/** The serving model of each dealer group, kept in memory. */
@Injectable()
export class Champions {
  private readonly kept = new Map<string, Kept>();
  private readonly loading = new Map<string, Promise<ChampionModel | null>>();

  constructor(
    private readonly tenancy: Tenancy,
    private readonly registry: ModelRegistry,
    private readonly clock: Clock,
  ) {}

  /** @throws NoChampionError while nothing has been learned. */
  async of(groupId: string): Promise<ChampionModel> {
    const champion = await this.ofOrNull(groupId);
    if (!champion) throw new NoChampionError();
    return champion;
  }

  async ofOrNull(groupId: string): Promise<ChampionModel | null> {
    refuseSecondConnection();
    const kept = this.kept.get(groupId);
    if (kept && kept.untilMs > this.clock.now().getTime()) return kept.champion;
    // Many ask at once when the time is over: one of them reads.
    let loading = this.loading.get(groupId);
    if (!loading) {
      loading = this.load(groupId).finally(() => this.loading.delete(groupId));
      this.loading.set(groupId, loading);
    }
    return loading;
  }

  /** A promotion was heard of: ask again now. */
  forget(groupId: string): void {
    this.kept.delete(groupId);
  }

  private async load(groupId: string): Promise<ChampionModel | null> {
    const champion = await this.tenancy.asGroup(groupId, (manager) =>
      this.registry.champion(manager, groupId),
    );
    // None yet is asked for each time: the first champion should serve at once.
    if (champion) {
      this.kept.set(groupId, { champion, untilMs: this.clock.now().getTime() + KEPT_MS });
    }
    return champion;
  }
}
