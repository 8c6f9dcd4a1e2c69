import {
  tensor1d,
  tensor2d,
  tidy,
  variable,
  type Tensor,
  type Variable,
} from '@tensorflow/tfjs-core';
import type { Decayed } from './adam-w.js';
import {
  additiveLayer,
  denseLayer,
  heightsOf,
  memberHeads,
  type SlotBatch,
} from './ensemble-layers.js';
import { seededRandom } from './random.js';

/** How many of everything. `width` is a multiple of 8, `members` of 4. */
export interface EnsembleShape {
  positions: number;
  features: number;
  members: number;
  width: number;
}

/** What there is to know of the rows' positions before anything is learned. */
export interface EnsembleLayout {
  /** The feature each slot of a row belongs to. Shape [slots]. */
  owners: Int32Array;
  /** 1 where a position is a knot that goes on from the knot before it, else 0. Shape [positions + 1]. */
  links: Int32Array;
  /** 1 where a position starts at random, 0 where it starts at zero: knots do. Shape [positions]. */
  startsAtRandom: Uint8Array;
}

/** The weights of a net that has learned, the table as heights at knots. Shapes as in EnsembleNet. */
export interface EnsembleWeights {
  shape: EnsembleShape;
  table: Float32Array;
  scales: Float32Array;
  firstBias: Float32Array;
  dense: Float32Array;
  denseBias: Float32Array;
  heads: Float32Array;
  headBias: Float32Array;
}

/**
 * Members that share one body: each scales the features in its own way and has a head of its own,
 * everything between is learned together.
 *
 * @see Gorishniy et al. 2024, "TabM", 3.3 (TabM-mini)
 */
export class EnsembleNet {
  /** Steps of knots, rows of categories. Shape [positions, width]. */
  readonly table: Variable;
  /** Shape [features, members]. */
  readonly scales: Variable;
  /** Shape [width]. */
  readonly firstBias: Variable;
  /** Shape [width, width]. */
  readonly dense: Variable;
  /** Shape [width]. */
  readonly denseBias: Variable;
  /** Shape [members, width]. */
  readonly heads: Variable;
  /** Shape [members]. */
  readonly headBias: Variable;
  /** Shape [positions + 1]. */
  private readonly links: Tensor;

  constructor(
    readonly shape: EnsembleShape,
    layout: EnsembleLayout,
    { priorLogOdds, seed }: { priorLogOdds: number; seed: number },
  ) {
    const { positions, features, members, width } = shape;
    const normal = seededNormal(seed);
    const draw = (count: number, deviation: number): Float32Array =>
      Float32Array.from({ length: count }, () => deviation * normal());
    const table = draw(positions * width, Math.sqrt(2 / features));
    layout.startsAtRandom.forEach((random, position) => {
      if (!random) table.fill(0, position * width, (position + 1) * width);
    });
    this.table = owned(() => tensor2d(table, [positions, width]));
    this.scales = owned(() =>
      tensor2d(draw(features * members, 1).map(Math.sign), [features, members]),
    );
    this.firstBias = owned(() => tensor1d(new Float32Array(width)));
    this.dense = owned(() => tensor2d(draw(width * width, Math.sqrt(2 / width)), [width, width]));
    this.denseBias = owned(() => tensor1d(new Float32Array(width)));
    this.heads = owned(() =>
      tensor2d(draw(members * width, 0.5 / Math.sqrt(width)), [members, width]),
    );
    this.headBias = owned(() => tensor1d(new Float32Array(members).fill(priorLogOdds)));
    this.links = tensor1d(layout.links, 'int32');
  }

  get variables(): Decayed[] {
    return [
      { weights: this.table, decays: true },
      { weights: this.scales, decays: false },
      { weights: this.firstBias, decays: false },
      { weights: this.dense, decays: true },
      { weights: this.denseBias, decays: false },
      { weights: this.heads, decays: true },
      { weights: this.headBias, decays: false },
    ];
  }

  /**
   * @param dropout - a share of both hidden layers; `seed` makes it another share each step.
   * @returns log-odds. Shape [batch, members].
   */
  logits(batch: SlotBatch, { rate, seed }: { rate: number; seed: number }): Tensor {
    const table = heightsOf(this.table, this.links); // [positions, width]
    const first = { table, scales: this.scales, bias: this.firstBias };
    const features = additiveLayer(first, batch, { rate, seed }); // [batch * members, width]
    const second = { weights: this.dense, bias: this.denseBias };
    const hidden = denseLayer(features, second, { rate, seed: ~seed }); // [batch * members, width]
    return memberHeads(hidden, { heads: this.heads, bias: this.headBias }); // [batch, members]
  }

  /** @param from - in the order of `variables`: their own values, or averages of them. */
  read(from: Tensor[] = this.variables.map(({ weights }) => weights)): EnsembleWeights {
    const [table, scales, firstBias, dense, denseBias, heads, headBias] = from as [
      Tensor,
      Tensor,
      Tensor,
      Tensor,
      Tensor,
      Tensor,
      Tensor,
    ];
    return {
      shape: this.shape,
      table: tidy(() => floats(heightsOf(table, this.links))),
      scales: floats(scales),
      firstBias: floats(firstBias),
      dense: floats(dense),
      denseBias: floats(denseBias),
      heads: floats(heads),
      headBias: floats(headBias),
    };
  }

  dispose(): void {
    this.variables.forEach(({ weights }) => weights.dispose());
    this.links.dispose();
  }
}

const owned = (make: () => Tensor): Variable => tidy(() => variable(make()));

const floats = (tensor: Tensor): Float32Array => tensor.dataSync<'float32'>().slice();

/** Standard normal numbers (Box and Muller). */
function seededNormal(seed: number): () => number {
  const random = seededRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
