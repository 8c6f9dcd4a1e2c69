import type { EncodedFeature, TableEncoding } from '../encoding/table-encoding.js';
import type { EnsembleLayout } from '../net/ensemble-net.js';

/** What an ensemble net must know of an encoding's positions. */
export function ensembleLayout(encoding: TableEncoding): EnsembleLayout {
  const links = new Int32Array(encoding.width + 1);
  // positions that are drawn to the next one are neighbouring knots of one curve
  encoding.smooth().forEach((drawn, position) => {
    links[position + 1] = drawn > 0 ? 1 : 0;
  });
  const startsAtRandom = new Uint8Array(encoding.width).fill(1);
  for (const { encoder, base } of encoding.features) {
    const state = encoder.toState();
    if (state.kind === 'numeric') startsAtRandom.fill(0, base, base + state.knots.length);
  }
  return { owners: ownersOf(encoding), links, startsAtRandom };
}

/** The feature of each slot of a row. Shape [slots]. */
export function ownersOf({ features, slots }: TableEncoding): Int32Array {
  const owners = new Int32Array(slots);
  features.forEach(({ slot, encoder }: EncodedFeature, feature) =>
    owners.fill(feature, slot, slot + encoder.slots),
  );
  return owners;
}
