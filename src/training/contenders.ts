import { Env } from '#config';
import { Injectable } from '@nestjs/common';

import type { Recipe } from './fitting.js';

/** Shuffles are drawn from it; any fixed number makes runs repeatable. */
const SEED = 20_260_101;

const contender = (family: string): Recipe => ({ family, hyperparameters: {}, seed: SEED });

/** Who may compete. The first champion is the floor alone, so that a new group has scores soon. */
@Injectable()
export class Contenders {
  /** Learns in seconds, from little, with exact reasons. */
  readonly floor: Recipe = contender('logistic');
  /** The floor first: on a tie at qualifying the earlier goes on. */
  readonly all: readonly Recipe[];

  constructor({ MODEL_FAMILIES }: Env = new Env()) {
    const others = MODEL_FAMILIES.filter((family) => family !== this.floor.family);
    this.all = [this.floor, ...others.map(contender)];
  }
}
