import * as tf from '@tensorflow/tfjs';

/** Each member's own scales of the features: [batch, positions] to [batch, members, positions]. */
export class MemberScales extends tf.layers.Layer {
  static readonly className = 'MemberScales';
  private scales: tf.LayerVariable;

  /** @param owners - one-hot, the feature of each position. Shape [features, positions]. */
  constructor(
    private readonly owners: tf.Tensor2D,
    private readonly members: number,
  ) {
    super({});
  }

  override build(): void {
    const shape = [this.owners.shape[0], this.members];
    this.scales = this.addWeight('scales', shape, 'float32', tf.initializers.ones());
    this.built = true;
  }

  override computeOutputShape([batch]: tf.Shape): tf.Shape {
    return [batch!, this.members, this.owners.shape[1]];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const rows = only(inputs);
    return tf.tidy(() => {
      const scales = tf.matMul(this.scales.read(), this.owners, true); // [members, positions]
      return tf.mul(tf.expandDims(rows, 1), tf.expandDims(scales, 0)); // [batch, members, positions]
    });
  }
}

/** Each member's own answer: [batch, members, width] to [batch, members]. */
export class MemberHeads extends tf.layers.Layer {
  static readonly className = 'MemberHeads';
  private heads: tf.LayerVariable;
  private bias: tf.LayerVariable;

  override build([, members, width]: tf.Shape): void {
    const zeros = tf.initializers.zeros();
    this.heads = this.addWeight('heads', [members!, width!], 'float32', zeros);
    this.bias = this.addWeight('bias', [members!], 'float32', zeros);
    this.built = true;
  }

  override computeOutputShape([batch, members]: tf.Shape): tf.Shape {
    return [batch!, members!];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const hidden = only(inputs);
    return tf.tidy(() => {
      const weighed = tf.mul(hidden, tf.expandDims(this.heads.read(), 0)); // [batch, members, width]
      return tf.add(tf.sum(weighed, -1), this.bias.read()); // [batch, members]
    });
  }
}

const only = (inputs: tf.Tensor | tf.Tensor[]): tf.Tensor =>
  Array.isArray(inputs) ? inputs[0]! : inputs;

/** Log-loss of each member from its log-odds. */
export const memberLogLoss = (labels: tf.Tensor, logits: tf.Tensor): tf.Tensor =>
  tf.tidy(() => {
    const softplus = tf.add(tf.relu(logits), tf.log1p(tf.exp(tf.neg(tf.abs(logits)))));
    return tf.sub(softplus, tf.mul(labels, logits)); // [batch, members]
  });
